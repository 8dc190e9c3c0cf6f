using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace Recharging.Tests.Invoices;

/// <summary>The buyer's Peppol Invoice Response: what is kept of it, and what is refused and why.</summary>
[Collection(IssuedDocumentsGroup.Name)]
public sealed class ResponseTests(IssuedDocuments documents)
{
    private const string Invoice = "HCC-INV-000002";
    private const string Root = "urn:oasis:names:specification:ubl:schema:xsd:ApplicationResponse-2";
    private const string Cbc = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2";
    private const string Cac = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2";

    private HttpClient Erp => documents.Host.Erp("IWC", "journals:acknowledge");

    /// <summary>Forwards only: a query may be repeated, a part payment too, and what is final stays.</summary>
    [Fact]
    public async Task Responses_AreKept_AndTheLatestIsShown()
    {
        foreach (var (id, status, codes, expected) in new[]
        {
            ("r1", "AB", "", HttpStatusCode.OK), ("r1", "IP", "", HttpStatusCode.Conflict), ("r2", "UQ", "PRI", HttpStatusCode.OK),
            ("r3", "UQ", "REF", HttpStatusCode.OK), ("r4", "AB", "", HttpStatusCode.Conflict), ("r5", "AP", "", HttpStatusCode.OK),
            ("r6", "RE", "UNR", HttpStatusCode.Conflict), ("r7", "PD", "PPD", HttpStatusCode.OK), ("r8", "PD", "PPD", HttpStatusCode.OK),
            ("r9", "PD", "", HttpStatusCode.OK), ("r10", "PD", "", HttpStatusCode.Conflict),
        })
        {
            (await SendAsync(Erp, Message(id, status, codes))).Status.ShouldBe(expected, $"{id} {status}");
        }

        var shown = await AprilHost.GetAsync(documents.Hcc, $"/invoices/{Invoice}");
        shown.GetProperty("latestResponse").GetProperty("responseId").GetString().ShouldBe("r9");
        shown.GetProperty("responses").EnumerateArray().Select(response => response.GetProperty("status").GetString())
            .ShouldBe(["AB", "UQ", "UQ", "AP", "PD", "PD", "PD"]);
        (await AprilHost.GetAsync(documents.Iwc, $"/invoices?statement={AprilHost.Statement}")).EnumerateArray()
            .Single(row => row.GetProperty("number").GetString() == Invoice).GetProperty("latestStatus").GetString().ShouldBe("PD");
    }

    [Fact]
    public async Task Response_ToACreditNote_ByAnOfficer_IsTaken()
    {
        var message = Message("c1", "RE", "UNR").Replace(Invoice, "HCC-CN-000001", StringComparison.Ordinal)
            .Replace(">380<", ">381<", StringComparison.Ordinal).Replace("2023-05-09<", "2023-06-09<", StringComparison.Ordinal);

        (await SendAsync(documents.Iwc, message, "HCC-CN-000001")).ShouldBe((HttpStatusCode.OK, ""));
        (await SendAsync(documents.Iwc, message.Replace(">c1<", ">c2<", StringComparison.Ordinal), "HCC-CN-000001")).Detail
            .ShouldContain("final");
    }

    [Theory]
    [InlineData("AB", "IP", true)]
    [InlineData("IP", "AB", false)]
    [InlineData("UQ", "UQ", true)]
    [InlineData("CA", "CA", false)]
    [InlineData("CA", "RE", true)]
    [InlineData("RE", "AP", false)]
    [InlineData("AP", "PD", true)]
    [InlineData("PD", "PD", false)]
    public void Statuses_OnlyGoForward(string before, string now, bool mayFollow) =>
        (global::Recharging.Settling.ResponseStatuses.WhyNotAfter(new()
        {
            InvoiceId = Guid.NewGuid(), Council = "IWC", Parties = ["HCC", "IWC"], ResponseId = "1", Status = before, EffectiveOn = null,
            Reasons = [], Text = null, ReceivedFrom = "IWC", ReceivedAt = Given.Told,
        }, now) is null).ShouldBe(mayFollow);

    [Theory]
    [InlineData(">HCC-INV-000002<", ">HCC-INV-000004<", "answers HCC-INV-000004")]
    [InlineData(">380<", ">381<", "type 381")]
    [InlineData("<cbc:IssueDate>2023-05-09</cbc:IssueDate><cbc:DocumentTypeCode>", "<cbc:IssueDate>2023-05-10</cbc:IssueDate><cbc:DocumentTypeCode>",
        "of 2023-05-09")]
    [InlineData("GB987654321", "GB999999999", "electronic addresses")]
    [InlineData("GB123456789", "GB999999999", "electronic addresses")]
    public async Task Response_WithAWrongReference_IsRefused(string from, string to, string says)
    {
        var (status, detail) = await SendAsync(Erp, Replaced(from, to));

        status.ShouldBe(HttpStatusCode.Conflict, detail);
        detail.ShouldContain(says);
    }

    [Theory]
    [InlineData(">UQ<", ">XX<", "The status is one of")]
    [InlineData("<cac:Status><cbc:StatusReasonCode listID=\"OPStatusReason\">REF</cbc:StatusReasonCode></cac:Status>", "", "says why")]
    [InlineData(">REF<", ">NIN<", "no code of the list")]
    [InlineData("OPStatusReason", "Mine", "no code of the list")]
    [InlineData("<cbc:ID>wrong-1</cbc:ID>", "", "ID is 1 to 100")]
    [InlineData("2023-05-12", "12.5.2023", "is a day")]
    [InlineData("invoice_response:3</cbc:CustomizationID>", "invoice_response:2</cbc:CustomizationID>", "CustomizationID is")]
    [InlineData("invoice_response:3</cbc:ProfileID>", "invoice_response:1</cbc:ProfileID>", "ProfileID is")]
    [InlineData(">380<", ">130<", "DocumentTypeCode 380 or 381")]
    [InlineData(" schemeID=\"9932\"", "", "EndpointID with a schemeID")]
    [InlineData("ApplicationResponse", "Invoice", "There is no element|UBL ApplicationResponse")]
    public async Task Response_ThatSaysTooLittle_IsRefusedByElement(string from, string to, string says)
    {
        var (status, detail) = await SendAsync(Erp, Replaced(from, to));

        status.ShouldBe(HttpStatusCode.BadRequest, detail);
        says.Split('|').ShouldContain(part => detail.Contains(part, StringComparison.Ordinal), detail);
    }

    [Theory]
    [InlineData("PD", "", "PEPPOL-T111-R004")]
    [InlineData("AP", "<cbc:StatusReason>Half of it</cbc:StatusReason>", "PEPPOL-T111-R005")]
    [InlineData("AB", "", "PEPPOL-T111-R005")]
    public async Task APartPayment_WithoutWords_OrWithAnotherStatusThanPaid_IsRefused(string status, string says, string rule)
    {
        var (answered, detail) = await SendAsync(Erp, Message("ppd", status, "PPD", says));

        answered.ShouldBe(HttpStatusCode.BadRequest);
        detail.ShouldContain(rule);
    }

    [Fact]
    public async Task AConditionalAcceptance_KeepsItsConditions()
    {
        const string Number = "HCC-INV-000003";
        var message = Of(Number, Message("ca-1", "CA", "PAY", "<cbc:StatusReason>Later</cbc:StatusReason><cac:Condition><cbc:AttributeID>BT-9</cbc:AttributeID>"
            + "<cbc:Description>2023-07-01</cbc:Description></cac:Condition><cac:Condition><cbc:AttributeID>BT-20</cbc:AttributeID></cac:Condition>"));

        (await SendAsync(Erp, message, Number)).ShouldBe((HttpStatusCode.OK, ""));

        var latest = (await AprilHost.GetAsync(documents.Hcc, $"/invoices/{Number}")).GetProperty("latestResponse");
        latest.GetProperty("conditions").EnumerateArray().Select(condition => condition.GetString()).ShouldBe(["BT-9 = 2023-07-01", "BT-20"]);
        (await NoticesAsync(Number)).ShouldHaveSingleItem().ShouldBe($"IWC accepts {Number} on a condition (PAY; BT-9 = 2023-07-01; BT-20; Later).");
    }

    [Fact]
    public async Task ALaterSpecificationThatBeginsWithOurs_IsTaken() => (await SendAsync(Erp, Of("HCC-INV-000004", Message("later", "AB"))
        .Replace("invoice_response:3</cbc:Cus", "invoice_response:3.2:extended</cbc:Cus", StringComparison.Ordinal), "HCC-INV-000004"))
        .ShouldBe((HttpStatusCode.OK, ""));

    [Theory]
    [InlineData("HCC-INV-000001", "UQ", "PRI", "queries")]
    [InlineData("HCC-INV-000005", "RE", "UNR", "rejects")]
    public async Task AQueryAndARejection_WaitForAnOfficerOfTheSeller_UntilAnswered(string number, string status, string code, string says)
    {
        (await SendAsync(Erp, Of(number, Message($"open-{status}", status, code)), number)).ShouldBe((HttpStatusCode.OK, ""));

        (await ToAnswerAsync(number)).ShouldBe("open");
        (await NoticesAsync(number)).ShouldContain($"IWC {says} {number} ({code}): answer response open-{status}.");
        (await AnswerAsync(documents.Iwc, number, $"open-{status}")).ShouldBe(HttpStatusCode.Forbidden);
        (await AnswerAsync(documents.Host.Client("HCC", "auditor"), number, $"open-{status}")).ShouldBe(HttpStatusCode.Forbidden);
        (await AnswerAsync(documents.Hcc, number, "nothing")).ShouldBe(HttpStatusCode.NotFound);
        (await AnswerAsync(documents.Hcc, number, $"open-{status}", "No.")).ShouldBe(HttpStatusCode.BadRequest);
        (await AnswerAsync(documents.Hcc, number, $"open-{status}")).ShouldBe(HttpStatusCode.OK);
        (await AnswerAsync(documents.Hcc, number, $"open-{status}")).ShouldBe(HttpStatusCode.Conflict);

        (await ToAnswerAsync(number)).ShouldBe("answered");
        (await AprilHost.GetAsync(documents.Iwc, $"/invoices/{number}")).GetProperty("latestResponse").GetProperty("answer").GetString().ShouldBe(Words);
    }

    private const string Words = "The price is that of the agreement.";

    private static async Task<HttpStatusCode> AnswerAsync(HttpClient client, string number, string response, string words = Words)
    {
        using var answer = await client.PostAsJsonAsync($"{AprilHost.Api}/invoices/{number}/responses/{response}/answer", new { answer = words });
        return answer.StatusCode;
    }

    private async Task<string?> ToAnswerAsync(string number) => (await AprilHost.GetAsync(documents.Hcc, "/invoices")).EnumerateArray()
        .Single(row => row.GetProperty("number").GetString() == number).GetProperty("toAnswer").GetString();

    private async Task<IEnumerable<string>> NoticesAsync(string number) =>
        [.. (await documents.Host.ReadAsync(async db => await db.Notices.Where(notice => notice.Council == "HCC" && notice.About == number)
            .Select(notice => notice.Sentence).ToListAsync()))];

    [Fact]
    public async Task Response_ByOthersThanTheBuyer_IsForbidden_AndOfNoInvoiceNotFound()
    {
        (await SendAsync(documents.Hcc, Message("f1", "AB"))).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await SendAsync(documents.Host.Erp("IWC", "ledger:write"), Message("f1", "AB"))).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await SendAsync(documents.Host.Client("IWC", "auditor"), Message("f1", "AB"))).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await SendAsync(Erp, Message("f1", "AB"), "HCC-INV-999999")).Status.ShouldBe(HttpStatusCode.NotFound);
        using var json = new StringContent("{}", Encoding.UTF8, "application/json");
        using var answer = await Erp.PostAsync($"{AprilHost.Api}/invoices/{Invoice}/responses", json);
        answer.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    /// <summary>What tries to read files, call out, grow or confuse: all refused, soon and without a thing kept.</summary>
    [Fact]
    public async Task Attacks_AreRefused_Soon()
    {
        await SendAsync(Erp, Message("warm", "XX"));
        foreach (var (name, body) in Attacks())
        {
            var clock = Stopwatch.StartNew();
            var (status, detail) = await SendAsync(Erp, body);
            new[] { HttpStatusCode.BadRequest, HttpStatusCode.RequestEntityTooLarge }.ShouldContain(status, $"{name}: {detail}");
            clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(2), name);
        }
    }

    private static IEnumerable<(string Name, byte[] Body)> Attacks()
    {
        var good = Message("attack", "AB");
        (string Name, string Prolog)[] prologs =
        [
            ("DOCTYPE", "<!DOCTYPE a>"),
            ("external DTD", "<!DOCTYPE a SYSTEM \"http://127.0.0.1:9/evil.dtd\">"),
            ("public DTD", "<!DOCTYPE a PUBLIC \"-//X//EN\" \"http://127.0.0.1:9/evil.dtd\">"),
            ("external entity", "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>"),
            ("parameter entity", "<!DOCTYPE a [<!ENTITY % p SYSTEM \"http://127.0.0.1:9/p\"> %p;]>"),
            ("billion laughs", "<!DOCTYPE a [<!ENTITY l \"lol\"><!ENTITY m \"&l;&l;&l;&l;&l;&l;&l;&l;&l;&l;\"><!ENTITY n \"&m;&m;&m;&m;\">]>"),
            ("quadratic growth", $"<!DOCTYPE a [<!ENTITY q \"{new string('q', 50_000)}\">]>"),
            ("attribute default", "<!DOCTYPE a [<!ATTLIST a b CDATA \"c\">]>"),
            ("notation", "<!DOCTYPE a [<!NOTATION n SYSTEM \"n\">]>"),
            ("stylesheet", "<?xml-stylesheet href=\"http://127.0.0.1:9/x.xsl\" type=\"text/xsl\"?>"),
            ("instruction", "<?php system('id'); ?>"),
            ("second root", "<a/>"),
            ("text before the root", "text"),
            ("control character", "\u0001"),
        ];
        foreach (var (name, prolog) in prologs)
        {
            yield return (name, Encoding.UTF8.GetBytes(prolog + good));
        }

        (string Name, string From, string To)[] changes =
        [
            ("entity without DTD", "<cbc:ID>attack", "<cbc:ID>&xxe;attack"),
            ("XInclude", "<cac:DocumentResponse>",
                "<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"file:///etc/passwd\" parse=\"text\"/><cac:DocumentResponse>"),
            ("schemaLocation", "<cac:DocumentResponse>", "<cac:DocumentResponse xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
                + "xsi:schemaLocation=\"urn:x http://127.0.0.1:9/x.xsd\">"),
            ("foreign element", "<cac:DocumentResponse>", "<script xmlns=\"http://www.w3.org/1999/xhtml\"/><cac:DocumentResponse>"),
            ("no namespace", "<cac:DocumentResponse>", "<x xmlns=\"\"/><cac:DocumentResponse>"),
            ("unclosed", "</cac:DocumentResponse>", ""),
            ("deep", "<cac:DocumentResponse>", string.Concat(Enumerable.Repeat("<cac:DocumentResponse>", 40))),
        ];
        foreach (var (name, from, to) in changes)
        {
            yield return (name, Encoding.UTF8.GetBytes(good.Replace(from, to, StringComparison.Ordinal)));
        }

        yield return ("a million deep", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<a>", 1_000_000))));
        yield return ("large", Encoding.UTF8.GetBytes(good.Replace("attack", new string('a', 300_000), StringComparison.Ordinal)));
        yield return ("UTF-16", Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(good)).ToArray());
        yield return ("UTF-16 by name", Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"utf-16\"?>" + good));
        yield return ("UTF-7 by name", Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"utf-7\"?>" + good));
        yield return ("not UTF-8", [.. Encoding.UTF8.GetBytes(good), 0xC3, 0x28]);
        yield return ("nothing", []);
    }

    private static string Replaced(string from, string to)
    {
        var message = Message("wrong-1", "UQ", "REF");
        message.ShouldContain(from);
        return message.Replace(from, to, StringComparison.Ordinal);
    }

    // A part payment says in words what is paid.
    private static string Message(string id, string status, string code = "", string? says = null)
    {
        var words = says ?? (code == "PPD" ? "<cbc:StatusReason>Half of it</cbc:StatusReason>" : "");
        var reason = code.Length == 0 ? ""
            : $"<cac:Status><cbc:StatusReasonCode listID=\"OPStatusReason\">{code}</cbc:StatusReasonCode>{words}</cac:Status>";
        return $"<ApplicationResponse xmlns=\"{Root}\" xmlns:cac=\"{Cac}\" xmlns:cbc=\"{Cbc}\">"
            + "<cbc:CustomizationID>urn:fdc:peppol.eu:poacc:trns:invoice_response:3</cbc:CustomizationID>"
            + "<cbc:ProfileID>urn:fdc:peppol.eu:poacc:bis:invoice_response:3</cbc:ProfileID>"
            + $"<cbc:ID>{id}</cbc:ID><cbc:IssueDate>2023-05-12</cbc:IssueDate>"
            + $"<cac:SenderParty>{Party("GB987654321")}</cac:SenderParty><cac:ReceiverParty>{Party("GB123456789")}</cac:ReceiverParty>"
            + $"<cac:DocumentResponse><cac:Response><cbc:ResponseCode>{status}</cbc:ResponseCode>{reason}</cac:Response>"
            + $"<cac:DocumentReference><cbc:ID>{Invoice}</cbc:ID><cbc:IssueDate>2023-05-09</cbc:IssueDate>"
            + "<cbc:DocumentTypeCode>380</cbc:DocumentTypeCode></cac:DocumentReference></cac:DocumentResponse></ApplicationResponse>";
    }

    // The same message of another invoice, whenever that was issued.
    private static string Of(string invoice, string message) => message.Replace(Invoice, invoice, StringComparison.Ordinal)
        .Replace("<cbc:IssueDate>2023-05-09</cbc:IssueDate>", "", StringComparison.Ordinal);

    private static string Party(string address) => $"<cbc:EndpointID schemeID=\"9932\">{address}</cbc:EndpointID>"
        + "<cac:PartyLegalEntity><cbc:RegistrationName>A council</cbc:RegistrationName></cac:PartyLegalEntity>";

    private static Task<(HttpStatusCode Status, string Detail)> SendAsync(HttpClient client, string message, string invoice = Invoice) =>
        SendAsync(client, Encoding.UTF8.GetBytes(message), invoice);

    private static async Task<(HttpStatusCode Status, string Detail)> SendAsync(HttpClient client, byte[] message, string invoice = Invoice)
    {
        using var body = new ByteArrayContent(message);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/xml");
        using var answer = await client.PostAsync($"{AprilHost.Api}/invoices/{invoice}/responses", body);
        var told = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, answer.IsSuccessStatusCode || told.Length == 0 ? ""
            : JsonElement.Parse(told).TryGetProperty("detail", out var detail) ? detail.GetString()! : told);
    }
}
