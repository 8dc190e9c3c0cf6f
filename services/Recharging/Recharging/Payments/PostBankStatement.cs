using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Recharging.Invoices;
using ServiceDefaults;
using Values;

namespace Recharging.Payments;

/// <summary>
/// Takes a council's bank statement, ISO 20022 camt.053: payments that quote an invoice exactly settle it in part or whole, the others
/// are listed. The same entry is held once, however often and in whichever statement it comes.
/// </summary>
public static class PostBankStatement
{
    private const int LargestBody = 1024 * 1024;
    private const int DeepestElement = 20;

    public sealed record Answer(
        int Statements, int Entries, int AlreadyHeld, int Pending, IReadOnlyList<Allocated> Allocations,
        IReadOnlyList<FindBankEntries.Entry> Unallocated);

    public sealed record Allocated(string Invoice, string BankReference, DateOnly BookedOn, decimal AmountGbp);

    public static void MapPostBankStatement(this IEndpointRouteBuilder api) =>
        api.MapPost("/bank-statements", Handle).Accepts<string>("application/xml", "text/xml")
            .WithMetadata(new RequestSizeLimitAttribute(LargestBody))
            .RequireOfficerOrScope("ledger:write", "finance-officer").WithName(nameof(PostBankStatement));

    private static async Task<Results<Ok<Answer>, ProblemHttpResult>> Handle(
        HttpRequest request, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        var (root, unreadable) = SafeXml.Read(
            body.GetBuffer().AsSpan(0, (int)body.Length), BankStatement.Namespaces, LargestBody, DeepestElement, mayNameSchemas: true);
        if (root is null)
        {
            return Problems.Invalid("body", unreadable!);
        }

        var statement = BankStatement.Read(root);
        if (statement.Faults.Count > 0)
        {
            return Problems.Invalid(new Dictionary<string, string[]>(StringComparer.Ordinal) { ["body"] = [.. statement.Faults] });
        }

        // One statement of a council after the other: what is paid so far has one answer.
        await db.Database.ExecuteSqlAsync(
            $"SELECT pg_advisory_xact_lock(hashtext('bank-statement'), hashtext({caller.Council}))", cancellationToken);
        var quoted = statement.Payments.SelectMany(row => Allocation.Quoted(row.Payment)).Distinct(StringComparer.Ordinal).ToList();
        var invoices = await db.Invoices.AsNoTracking().Where(invoice => quoted.Contains(invoice.Number))
            .ToDictionaryAsync(invoice => invoice.Number, StringComparer.Ordinal, cancellationToken);
        var ids = invoices.Values.Select(invoice => invoice.Id).ToList();
        var paid = (await db.Set<InvoicePayment>().AsNoTracking()
                .Where(payment => payment.Council == caller.Council && ids.Contains(payment.InvoiceId)).ToListAsync(cancellationToken))
            .GroupBy(payment => payment.InvoiceId)
            .ToDictionary(payments => payments.Key, payments => payments.Sum(payment => payment.Amount));
        var references = statement.Payments.Select(row => row.Payment.Reference).ToList();
        var held = (await db.Set<BankEntry>().AsNoTracking()
                .Where(entry => entry.Council == caller.Council && references.Contains(entry.Reference)).ToListAsync(cancellationToken))
            .ToDictionary(entry => (entry.Account, entry.Reference));

        var (alreadyHeld, allocations, unallocated) = (0, new List<Allocated>(), new List<BankEntry>());
        foreach (var (statementId, account, payment) in statement.Payments)
        {
            var (parts, why) = Allocation.Of(
                payment, caller.Council, invoices, invoice => paid.GetValueOrDefault(invoice.Id));
            var entry = Entry(statementId, account, payment, why, caller, clock);
            if (held.TryGetValue((account, payment.Reference), out var first))
            {
                if (!first.IsTheSameAs(entry))
                {
                    return Problems.Conflict("bank-entry-conflict",
                        $"{payment.Reference} of {account} is held already with other content. Nothing was taken in.");
                }

                alreadyHeld++;
                continue;
            }

            held.Add((account, payment.Reference), entry);
            db.Add(entry);
            if (why is not null)
            {
                unallocated.Add(entry);
            }

            foreach (var (invoice, amount) in parts)
            {
                paid[invoice.Id] = paid.GetValueOrDefault(invoice.Id) + amount;
                allocations.Add(new Allocated(invoice.Number, payment.Reference, payment.BookedOn, amount.InPounds));
                db.Add(new InvoicePayment
                {
                    InvoiceId = invoice.Id,
                    Council = caller.Council,
                    Parties = invoice.Parties,
                    Account = account,
                    BankReference = payment.Reference,
                    Amount = amount,
                    BookedOn = payment.BookedOn,
                });
            }
        }

        var statements = string.Join(", ", statement.Payments.Select(row => row.StatementId).Distinct(StringComparer.Ordinal));
        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(PostBankStatement), statements, null));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(new Answer(
            statement.Statements, statement.Payments.Count, alreadyHeld, statement.Pending, allocations,
            unallocated.ConvertAll(FindBankEntries.Entry.Of)));
    }

    private static BankEntry Entry(
        string statementId, string account, BankPayment payment, string? why, Caller caller, BusinessClock clock)
    {
        var remittance = string.Join("; ", payment.Documents.Select(document => document.Number).Concat(payment.Texts));
        return new BankEntry
        {
            Council = caller.Council,
            Account = account,
            StatementId = statementId,
            Reference = payment.Reference,
            Amount = payment.Amount,
            BookedOn = payment.BookedOn,
            EndToEndId = payment.EndToEndId,
            Remittance = remittance.Length == 0 ? null : remittance,
            Unallocated = why,
            ReceivedFrom = caller.Name,
            ReceivedAt = clock.GetUtcNow(),
        };
    }
}
