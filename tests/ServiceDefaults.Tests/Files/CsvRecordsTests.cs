using System.Text;
using ServiceDefaults.Files;
using Shouldly;
using Xunit;

namespace ServiceDefaults.Tests.Files;

public sealed class CsvRecordsTests
{
    [Theory]
    [InlineData("a,b\nc,d\n", "a|b;c|d")]
    [InlineData("a,b\r\nc,d\r\n", "a|b;c|d")]
    [InlineData("a,b\nc,d", "a|b;c|d")]
    [InlineData("\uFEFFa,b\nc,d\n", "a|b;c|d")]
    [InlineData("a,\nc,d\n\n", "a|;c|d")]
    [InlineData("\"a, b\",\"say \"\"yes\"\"\"\nc,d\n", "a, b|say \"yes\";c|d")]
    [InlineData("\"a\",\"b\"\r\nc,d\n", "a|b;c|d")]
    [InlineData("\"two\nlines\",b\nc,d\n", "two\nlines|b;c|d")]
    [InlineData("5\" pipe,b\n", "5\" pipe|b")]
    [InlineData("=1+1,+2\n", "=1+1|+2")]
    [InlineData("é,£\n", "é|£")]
    [InlineData("\"\",\"\"\n", "|")]
    [InlineData("", "")]
    public async Task AFile_IsCutIntoItsFields(string file, string records)
    {
        foreach (var chunk in new[] { 1, 2, 3, 7, 4096 })
        {
            var (found, _) = await ReadAsync(Encoding.UTF8.GetBytes(file), chunk);

            found.ShouldBe(records, $"in pieces of {chunk}");
        }
    }

    [Fact]
    public async Task LineNumbers_CountTheLinesOfTheFile()
    {
        var (_, lines) = await ReadAsync("a\n\"b\nb\"\n\nc\n"u8.ToArray(), 4096);

        lines.ShouldBe([1, 2, 5]);
    }

    [Theory]
    [InlineData("a,b\n\"never closed,d\n", "Line 2: a quote is opened and never closed.")]
    [InlineData("a,b\n\"c\"d,e\n", "Line 2: after a closing quote comes a comma or the end of the line.")]
    public async Task AFileThatCannotBeCut_SaysWhere(string file, string sentence)
    {
        foreach (var chunk in new[] { 1, 4096 })
        {
            (await FaultAsync(Encoding.UTF8.GetBytes(file), chunk)).ShouldBe(sentence);
        }
    }

    [Theory]
    [InlineData("a;b\nc,d;e\n", "a|b;c,d|e")]
    [InlineData("a|b|c\n1,5|d|e\n", "a|b|c;1,5|d|e")]
    [InlineData("a\tb\nc;d\te\n", "a|b;c;d|e")]
    [InlineData("\"a,b,c\";d\n1;2\n", "a,b,c|d;1|2")]
    public async Task TheSeparator_IsThatOfTheFirstLine(string file, string records)
    {
        foreach (var chunk in new[] { 1, 4096 })
        {
            (await ReadAsync(Encoding.UTF8.GetBytes(file), chunk)).Records.ShouldBe(records);
        }
    }

    [Fact]
    public async Task AByteThatNoEncodingHas_IsRefusedWithTheLine() =>
        (await FaultAsync([.. "a,b\ncaf"u8, 0xE9, .. ",d\ne,"u8, 0x81, .. "\n"u8], 4096))
            .ShouldBe("Line 3 has a character that is not windows-1252, as which the file is read. Send it in UTF-8.");

    [Fact]
    public async Task ALineLongerThanTheBuffer_IsRefused() =>
        (await FaultAsync([.. "a,b\n"u8, .. Enumerable.Repeat((byte)'x', 1_000_000)], 4096))
            .ShouldNotBeNull().ShouldStartWith("Line 2 is longer");

    private static async Task<(string Records, List<int> Lines)> ReadAsync(byte[] file, int chunk)
    {
        using var body = new InPieces(file, chunk);
        var records = new CsvRecords(new TextBody(body.ReadAsync));
        var found = new List<string>();
        var lines = new List<int>();
        while (await records.FillAsync(TestContext.Current.CancellationToken))
        {
            while (records.TryRead())
            {
                found.Add(string.Join('|', Enumerable.Range(0, records.Count).Select(field => Encoding.UTF8.GetString(records[field]))));
                lines.Add(records.Line);
            }
        }

        records.Fault.ShouldBeNull();
        return (string.Join(';', found), lines);
    }

    private static async Task<string?> FaultAsync(byte[] file, int chunk)
    {
        using var body = new InPieces(file, chunk);
        var records = new CsvRecords(new TextBody(body.ReadAsync));
        while (await records.FillAsync(TestContext.Current.CancellationToken))
        {
            while (records.TryRead())
            {
            }
        }

        return records.Fault;
    }

    /// <summary>As a network gives it: a few bytes at a time.</summary>
    private sealed class InPieces(byte[] bytes, int size) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(size, buffer.Length)], cancellationToken);
    }
}
