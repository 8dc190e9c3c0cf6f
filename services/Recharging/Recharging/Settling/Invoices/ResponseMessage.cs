using System.Globalization;
using System.Xml.Linq;
using static Recharging.Settling.UblXml;

namespace Recharging.Settling;

/// <summary>Peppol's Invoice Response (UBL ApplicationResponse, profile 63), read: what it says, or what it lacks by element.</summary>
public sealed class ResponseMessage
{
    private const string Customization = "urn:fdc:peppol.eu:poacc:trns:invoice_response:3";
    private const string Profile = "urn:fdc:peppol.eu:poacc:bis:invoice_response:3";
    private const int LongestId = 100;
    private const int LongestText = 1000;
    private const int MostConditions = 50;

    private static readonly XNamespace RootNamespace = "urn:oasis:names:specification:ubl:schema:xsd:ApplicationResponse-2";
    private readonly Dictionary<string, string[]> faults = new(StringComparer.Ordinal);

    private ResponseMessage()
    {
    }

    public static IReadOnlySet<XNamespace> Namespaces { get; } = new HashSet<XNamespace> { RootNamespace, Cac, Cbc };

    public IReadOnlyDictionary<string, string[]> Faults => faults;

    public string Id { get; private set; } = "";

    /// <summary>Scheme and address of who sends it.</summary>
    public (string Scheme, string Address) Sender { get; private set; }

    public (string Scheme, string Address) Receiver { get; private set; }

    public string Status { get; private set; } = "";

    public DateOnly? EffectiveOn { get; private set; }

    public IReadOnlyList<string> Reasons { get; private set; } = [];

    /// <summary>What has to be otherwise, each as <c>BT-9 = 2023-07-01</c>.</summary>
    public IReadOnlyList<string> Conditions { get; private set; } = [];

    public string? Text { get; private set; }

    /// <summary>What it answers: number, day of issue when given, and type code.</summary>
    public (string Number, DateOnly? IssuedOn, string TypeCode) Document { get; private set; }

    public static ResponseMessage Read(XElement root)
    {
        var message = new ResponseMessage();
        message.ReadAll(root);
        return message;
    }

    private void ReadAll(XElement root)
    {
        if (root.Name != RootNamespace + "ApplicationResponse")
        {
            Fault("ApplicationResponse", "The message is a UBL ApplicationResponse.");
            return;
        }

        if (Of(root, "CustomizationID")?.StartsWith(Customization, StringComparison.Ordinal) is not true)
        {
            Fault("CustomizationID", $"CustomizationID is {Customization}, or begins with it (PEPPOL-T111-R003).");
        }

        Same(root, "ProfileID", Profile);
        Id = Needed(root, "ID", LongestId);
        ReadDay(root, "IssueDate", isNeeded: true);
        Sender = Endpoint(root, "SenderParty");
        Receiver = Endpoint(root, "ReceiverParty");
        if (root.Elements(Cac + "DocumentResponse").ToList() is not [var answer])
        {
            Fault("DocumentResponse", "A response answers one document: give one DocumentResponse.");
            return;
        }

        ReadStatus(answer);
        ReadReference(answer);
    }

    private void ReadStatus(XElement answer)
    {
        if (answer.Element(Cac + "Response") is not { } response)
        {
            Fault("Response", "DocumentResponse has a Response.");
            return;
        }

        Status = Needed(response, "ResponseCode", 3);
        if (!ResponseStatuses.InOrder.Contains(Status))
        {
            Fault("ResponseCode", $"The status is one of {string.Join(", ", ResponseStatuses.InOrder)}.");
        }

        EffectiveOn = ReadDay(response, "EffectiveDate", isNeeded: false);
        var clarifications = response.Elements(Cac + "Status").ToList();
        Reasons = [.. clarifications.Select(status => status.Element(Cbc + "StatusReasonCode")).OfType<XElement>().Select(ReadReason)];
        if (Status is ResponseStatuses.ConditionallyAccepted or ResponseStatuses.UnderQuery or ResponseStatuses.Rejected && Reasons.Count == 0)
        {
            Fault("StatusReasonCode", $"{Status} says why: give a StatusReasonCode (PEPPOL-T111-R001).");
        }

        ReadPartPayment(clarifications);
        Conditions = [.. clarifications.SelectMany(status => status.Elements(Cac + "Condition")).Select(ReadCondition)];
        if (Conditions.Count > MostConditions)
        {
            Fault("Condition", $"A response has at most {MostConditions} conditions.");
        }

        var texts = clarifications.Select(status => status.Element(Cbc + "StatusReason")?.Value.Trim())
            .Where(text => !string.IsNullOrEmpty(text)).ToList();
        Text = texts.Count == 0 ? null : string.Join(' ', texts);
        if (Text?.Length > LongestText)
        {
            Fault("StatusReason", $"What a response says in words is at most {LongestText} characters.");
        }
    }

    private void ReadPartPayment(List<XElement> clarifications)
    {
        var partly = clarifications.FindAll(status => Of(status, "StatusReasonCode") == ResponseStatuses.PartlyPaid);
        if (partly.Count > 0 && Status != ResponseStatuses.Paid)
        {
            Fault("StatusReasonCode", $"PPD, partly paid, goes with PD alone, and the status is {Status} (PEPPOL-T111-R005).");
        }
        else if (partly.Exists(status => string.IsNullOrEmpty(Of(status, "StatusReason"))))
        {
            Fault("StatusReason", "PPD, partly paid, says in words what is paid: give a StatusReason (PEPPOL-T111-R004).");
        }
    }

    private string ReadCondition(XElement condition)
    {
        var attribute = Needed(condition, "AttributeID", LongestId);
        var values = condition.Elements(Cbc + "Description").Select(description => description.Value.Trim())
            .Where(value => value.Length > 0).ToList();
        var said = values.Count == 0 ? attribute : $"{attribute} = {string.Join(' ', values)}";
        if (said.Length > LongestText)
        {
            Fault("Condition", $"A condition is at most {LongestText} characters.");
        }

        return said;
    }

    private string ReadReason(XElement code)
    {
        var reason = code.Value.Trim();
        var known = code.Attribute("listID")?.Value switch
        {
            "OPStatusReason" => ResponseStatuses.Reasons,
            "OPStatusAction" => ResponseStatuses.Actions,
            _ => [],
        };
        if (!known.Contains(reason))
        {
            Fault("StatusReasonCode", $"'{reason}' is no code of the list that listID names: OPStatusReason or OPStatusAction.");
        }

        return reason;
    }

    private void ReadReference(XElement answer)
    {
        // A second reference may name the buyer's payment; only the one with a document type is the invoice.
        var references = answer.Elements(Cac + "DocumentReference").ToList();
        if (references.FindAll(reference => Of(reference, "DocumentTypeCode") is "380" or "381") is not [var document])
        {
            Fault("DocumentReference", "One DocumentReference names the invoice, with DocumentTypeCode 380 or 381.");
            return;
        }

        Document = (Needed(document, "ID", LongestId), ReadDay(document, "IssueDate", isNeeded: false),
            Of(document, "DocumentTypeCode")!);
    }

    private (string Scheme, string Address) Endpoint(XElement root, string party)
    {
        var endpoint = root.Element(Cac + party)?.Element(Cbc + "EndpointID");
        if (endpoint is null || endpoint.Attribute("schemeID") is not { } scheme)
        {
            Fault(party, $"{party} has an EndpointID with a schemeID.");
            return ("", "");
        }

        return (scheme.Value.Trim(), endpoint.Value.Trim());
    }

    private void Same(XElement parent, string name, string value)
    {
        if (Of(parent, name) != value)
        {
            Fault(name, $"{name} is {value}.");
        }
    }

    private string Needed(XElement parent, string name, int longest)
    {
        var text = Of(parent, name) ?? "";
        if (text.Length is 0 || text.Length > longest)
        {
            Fault(name, $"{name} is 1 to {longest} characters.");
        }

        return text;
    }

    private DateOnly? ReadDay(XElement parent, string name, bool isNeeded)
    {
        var text = Of(parent, name);
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        if (text is not null || isNeeded)
        {
            Fault(name, $"{name} is a day such as 2023-05-09.");
        }

        return null;
    }

    private static string? Of(XElement parent, string name) => parent.Element(Cbc + name)?.Value.Trim();

    private void Fault(string element, string sentence) => faults[element] = [sentence];
}
