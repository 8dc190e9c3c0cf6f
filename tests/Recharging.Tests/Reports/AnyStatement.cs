using Microsoft.EntityFrameworkCore;
using Recharging.Charging;
using Recharging.Engine.Lines;
using Testing;
using Values;

namespace Recharging.Tests.Reports;

/// <summary>A statement of random charges and credits in both directions, of which only the sums matter.</summary>
internal static class AnyStatement
{
    private static readonly string[] Words = ["salary", "ni", "pension", "=cmd"];

    public static async Task IssueAsync(ServiceHost<RechargingDb> host, string period, int lines, int seed, DateOnly? issuedOn = null)
    {
        var month = AccountingPeriod.Parse(period);
        var random = new Random(seed);
        var number = Statement.NumberOf(month);
        var issued = issuedOn ?? new DateOnly(2098, 4, 5);
        await host.ReadAsync(async db =>
        {
            db.Add(new Statement
            {
                Number = number, Period = month, Parties = ["HCC", "IWC"], RunId = Guid.NewGuid(), AgreementReferences = ["SP-2018"],
                IssuedOn = issued, IssuedAt = new DateTimeOffset(issued.ToDateTime(new TimeOnly(9, 0)), TimeSpan.Zero), DueOn = null,
            });
            await db.SaveChangesAsync();
            db.AddRange(Enumerable.Range(1, lines).Select(position => LineOf(month, number, position, random)));
            return await db.SaveChangesAsync();
        });
    }

    private static StatementLine LineOf(AccountingPeriod month, string number, int position, Random random)
    {
        var components = Words.Take(random.Next(1, Words.Length + 1))
            .Select(word => new LineComponent(word, new Money(random.Next(-5_000_00, 20_000_00)).InPounds)).ToArray();
        var payee = random.Next(2) == 0 ? "HCC" : "IWC";
        return new StatementLine
        {
            Reference = $"{StatementLine.ReferencesOf(month)}{position:000}", StatementNumber = number, Position = position,
            Parties = ["HCC", "IWC"], Payee = payee, Payer = payee == "HCC" ? "IWC" : "HCC", AgreementReference = "SP-2018",
            Subject = $"ANY-{position}", SubjectKind = "secondment", Service = random.Next(2) == 0 ? "education" : "social-care",
            BillingPeriod = month, ServicePeriod = month, Corrects = null, Description = "=Any", Working = "",
            Amount = components.Sum(component => Money.Pounds(component.AmountGbp)), VatTreatment = "S",
            Vat = new Money(random.Next(0, 1_000_00)), VatReason = "Any", CoveredBy = null, ClauseReference = "SP-2018/C3",
            Components = components,
        };
    }
}
