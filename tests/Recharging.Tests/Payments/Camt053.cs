using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Recharging.Tests.Payments;

/// <summary>Bank statements as a bank writes them.</summary>
internal static class Camt053
{
    private const string Space = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08";

    public static string Beginning(string id) =>
        $"<?xml version=\"1.0\" encoding=\"UTF-8\"?><Document xmlns=\"{Space}\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
        + $"xsi:schemaLocation=\"{Space} camt.xsd\"><BkToCstmrStmt><GrpHdr><MsgId>{id}</MsgId></GrpHdr><Stmt><Id>{id}</Id>"
        + "<Acct><Id><IBAN>GB33BUKB20201555555555</IBAN></Id></Acct>";

    public const string End = "</Stmt></BkToCstmrStmt></Document>";

    public static string Statement(string id, params string[] entries) => Beginning(id) + string.Concat(entries) + End;

    public static string Entry(string reference, string side, decimal pounds, string? endToEnd = null, string? text = null,
        string? remittance = null, string status = "BOOK") =>
        $"<Ntry><Amt Ccy=\"GBP\">{Pounds(pounds)}</Amt><CdtDbtInd>{side}</CdtDbtInd><Sts><Cd>{status}</Cd></Sts>"
        + $"<BookgDt><Dt>2023-06-01</Dt></BookgDt><AcctSvcrRef>{reference}</AcctSvcrRef><NtryDtls><TxDtls>"
        + $"<Refs><EndToEndId>{endToEnd ?? "NOTPROVIDED"}</EndToEndId></Refs><RmtInf>{(text is null ? "" : $"<Ustrd>{text}</Ustrd>")}{remittance}"
        + "</RmtInf></TxDtls></NtryDtls></Ntry>";

    public static string Pounds(decimal pounds) => pounds.ToString("0.00", CultureInfo.InvariantCulture);

    public static async Task<(HttpStatusCode Status, JsonElement Answer)> SendAsync(HttpClient client, string statement)
    {
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(statement));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/xml");
        using var answer = await client.PostAsync($"{AprilHost.Api}/bank-statements", body);
        return (answer.StatusCode, JsonElement.Parse(await answer.Content.ReadAsStringAsync()));
    }
}
