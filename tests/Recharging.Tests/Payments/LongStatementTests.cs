using System.Net;
using System.Text;
using Recharging.Settling;
using Recharging.Tests.Invoices;
using static Recharging.Tests.Payments.Camt053;

namespace Recharging.Tests.Payments;

/// <summary>A month of a council's payments in one statement, and what is too long.</summary>
public sealed class LongStatementTests(IssuedDocuments documents) : IClassFixture<IssuedDocuments>
{
    [Fact]
    public async Task AMonthOfPayments_IsTakenInOneStatement_AndTheAnswerStaysShort()
    {
        const int Payments = 3_000;
        var statement = Statement("M", [.. Enumerable.Range(1, Payments).Select(number => Entry($"M-{number}", "CRDT", number, text: "council tax"))]);

        var (status, answer) = await SendAsync(documents.Hcc, statement);

        status.ShouldBe(HttpStatusCode.OK, answer.ToString());
        answer.GetProperty("entries").GetInt32().ShouldBe(Payments);
        answer.GetProperty("unallocatedEntries").GetInt32().ShouldBe(Payments);
        answer.GetProperty("unallocated").GetArrayLength().ShouldBe(100);
        (await SendAsync(documents.Hcc, Statement("M2", Entry("M-2999", "CRDT", 1m)))).Status.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public void AStatementOfAnyLength_IsReadEntryByEntry()
    {
        using var endless = new Endless(Encoding.UTF8.GetBytes(Beginning("E")), Encoding.UTF8.GetBytes(Entry("E-1", "CRDT", 1m)), repeat: 60_000,
            Encoding.UTF8.GetBytes(End));
        using var statement = new BankStatement(endless, PostBankStatement.LargestBody);
        var (payments, most) = (0, 0);
        while (statement.Read(atLeast: 500) is { Count: > 0 and var read })
        {
            (payments, most) = (payments + read, Math.Max(most, read));
        }

        statement.Faults.ShouldBeEmpty();
        (payments, most).ShouldBe((60_000, 500));
    }

    [Fact]
    public void AnEntryWithoutEnd_IsRefusedBeforeItIsKept()
    {
        using var endless = new Endless(Encoding.UTF8.GetBytes(Beginning("E") + "<Ntry>"), "<Ustrd>text upon text</Ustrd>"u8.ToArray(), repeat: 1_000_000, []);
        using var statement = new BankStatement(endless, PostBankStatement.LargestBody);

        statement.Read(atLeast: 1).ShouldBeEmpty();

        statement.Faults.ShouldHaveSingleItem().ShouldBe("An element of statement 1 is larger than 4,194,304 characters.");
    }

    [Fact]
    public async Task AStatementThatIsTooLong_Is413_AndSaysWhatToDo()
    {
        var (status, answer) = await SendAsync(documents.Hcc, new string(' ', PostBankStatement.LargestBody + 1));

        status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        answer.GetProperty("detail").GetString().ShouldBe(
            "A bank statement has at most 64 MB. Send it in parts: an entry is held once, in whichever it comes.");
    }

    /// <summary>A beginning, a piece so many times, and an end, without ever being whole in memory.</summary>
    private sealed class Endless(byte[] beginning, byte[] piece, int repeat, byte[] end) : Stream
    {
        private int _piece = -1;
        private int _at;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            while (_piece <= repeat && _at == Current.Length)
            {
                (_piece, _at) = (_piece + 1, 0);
            }

            if (_piece > repeat)
            {
                return 0;
            }

            var read = Math.Min(count, Current.Length - _at);
            Current.AsSpan(_at, read).CopyTo(buffer.AsSpan(offset));
            _at += read;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        private byte[] Current => _piece < 0 ? beginning : _piece < repeat ? piece : _piece == repeat ? end : [];
    }
}
