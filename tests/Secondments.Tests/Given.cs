using System.Net;
using System.Text.Json;
using Shouldly;

namespace Secondments.Tests;

/// <summary>People and secondments by name, made by the same public actions that officers use.</summary>
internal sealed class Given(SecondmentsHost host)
{
    public const string Header =
        "employee_no,employment_ref,post_title,spine,spine_point,full_time_salary,fte,pension_scheme,effective_from,last_day";

    private static readonly string Document = new('c', 64);
    private static int _people;

    public static string NewPerson(string council = "HCC") => $"{council}-T{Interlocked.Increment(ref _people):00000}";

    public static string ExtractOf(string employment, string rest = "NJC,30,,1.0,LGPS,2022-04-01,") =>
        $"{Header}\n{employment[4..]},{employment},Officer,{rest}\n";

    public static object Proposal(
        string employment, decimal share = 60, string home = "HCC", string host = "IWC", string basis = "s113-lga-1972",
        string first = "2023-04-01", string last = "2023-09-30", string agreement = "SP-2018") => new
        {
            agreementReference = agreement,
            homeCouncil = home,
            hostCouncil = host,
            employmentReference = employment,
            postTitle = "Service manager",
            service = "social-care",
            firstDay = first,
            lastDay = last,
            hostSharePercent = share,
            legalBasis = basis,
        };

    public async Task<string> AnEmployment(string council = "HCC")
    {
        var employment = NewPerson(council);
        var answer = await host.Erp(council).SendExtract(ExtractOf(employment)).Expect();
        answer.GetProperty("taken").GetInt32().ShouldBe(1);
        return employment;
    }

    public async Task<string> AProposedSecondment(
        string? employment = null, decimal share = 60, string host = "IWC", string agreement = "SP-2018", string last = "2023-09-30")
    {
        employment ??= await AnEmployment();
        var made = await this.Officer("HCC")
            .Send("/secondments", Proposal(employment, share, host: host, agreement: agreement, last: last)).Expect(HttpStatusCode.Created);
        return Reference(made);
    }

    public async Task<string> ASignedSecondment(string? employment = null, decimal share = 60, string signedOn = "2023-03-15",
        string agreement = "SP-2018", string last = "2023-09-30")
    {
        var reference = await AProposedSecondment(employment, share, agreement: agreement, last: last);
        await Approver("HCC").Send($"/secondments/{reference}/approval").Expect();
        await Approver("IWC").Send($"/secondments/{reference}/approval").Expect();
        await Officer("HCC").Send($"/secondments/{reference}/consultation", new { consultedOn = "2023-03-01", outcome = "agrees" }).Expect();
        await Approver("HCC").Send($"/secondments/{reference}/signature", Signature("home", signedOn)).Expect();
        await Approver("IWC").Send($"/secondments/{reference}/signature", Signature("host", signedOn)).Expect();
        await Officer("HCC").Send($"/secondments/{reference}/signature", Signature("employee", signedOn)).Expect();
        return reference;
    }

    public async Task<string> AnActiveSecondment(string? employment = null, decimal share = 60, string agreement = "SP-2018",
        string last = "2023-09-30")
    {
        var reference = await ASignedSecondment(employment, share, agreement: agreement, last: last);
        await Officer("HCC").Send($"/secondments/{reference}/start").Expect();
        return reference;
    }

    public static object Signature(string signatory, string signedOn = "2023-03-15") =>
        new { signatory, signedOn, documentSha256 = Document };

    public static string Reference(JsonElement made) => made.GetProperty("reference").GetString()!;

    private HttpClient Officer(string council) => host.HrOfficer(council);

    private HttpClient Approver(string council) => host.HrApprover(council);
}
