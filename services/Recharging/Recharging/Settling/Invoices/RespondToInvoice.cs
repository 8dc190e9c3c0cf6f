using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Recharging.Officers;
using ServiceDefaults;
using Values;

namespace Recharging.Settling;

/// <summary>Takes the buyer's Peppol Invoice Response to an invoice or credit note: kept for ever, the latest is shown with it.</summary>
public static class RespondToInvoice
{
    public sealed record Answer(string Number, string ResponseId, string Status);

    public static void MapRespondToInvoice(this IEndpointRouteBuilder invoices) =>
        invoices.MapPost("/{number}/responses", Handle).Accepts<string>("application/xml", "text/xml")
            .WithMetadata(new RequestSizeLimitAttribute(SafeXml.LargestBody))
            .RequireOfficerOrScope("journals:acknowledge", "finance-officer").WithName(nameof(RespondToInvoice));

    private static async Task<Results<Ok<Answer>, NotFound, ProblemHttpResult>> Handle(
        string number, HttpRequest request, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        var body = await BodyAsync(request, cancellationToken);
        if (body is null)
        {
            return Problems.Of(StatusCodes.Status413PayloadTooLarge, "malformed", "Malformed request",
                $"A response is at most {SafeXml.LargestBody / 1024} KiB.");
        }

        var (root, unreadable) = SafeXml.Read(body, ResponseMessage.Namespaces);
        if (root is null)
        {
            return Problems.Invalid("body", unreadable!);
        }

        var message = ResponseMessage.Read(root);
        if (message.Faults.Count > 0)
        {
            return Problems.Invalid(message.Faults);
        }

        // One answer after the other: which one is the latest has one answer.
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtext('invoice-response'), hashtext({number}))",
            cancellationToken);
        if (await InvoiceRecord.OfAsync(db, number, cancellationToken) is not var (invoice, _, responses, _, _))
        {
            return TypedResults.NotFound();
        }

        if (invoice.Buyer != caller.Council)
        {
            return Problems.Forbidden($"{number} is {invoice.Buyer}'s to answer.");
        }

        if (WhyNot(message, invoice) is { } refusal)
        {
            return refusal.ToProblem();
        }

        if (await db.InvoiceResponses.AnyAsync(
            response => response.Council == caller.Council && response.ResponseId == message.Id, cancellationToken))
        {
            return new Refusal("response-duplicate", $"Response {message.Id} of {caller.Council} is here already.").ToProblem();
        }

        if (ResponseStatuses.WhyNotAfter(responses is [.., var latest] ? latest : null, message.Status) is { } outOfOrder)
        {
            return outOfOrder.ToProblem();
        }

        db.InvoiceResponses.Add(new InvoiceResponse
        {
            InvoiceId = invoice.Id,
            Council = caller.Council,
            Parties = invoice.Parties,
            ResponseId = message.Id,
            Status = message.Status,
            EffectiveOn = message.EffectiveOn,
            Reasons = [.. message.Reasons],
            Conditions = [.. message.Conditions],
            Text = message.Text,
            ReceivedFrom = caller.Name,
            ReceivedAt = clock.GetUtcNow(),
        });
        if (NoticeOf(message, invoice, clock.GetUtcNow()) is { } notice)
        {
            db.Notices.Add(notice);
        }

        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(RespondToInvoice), number, message.Status));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(new Answer(number, message.Id, message.Status));
    }

    // A query and a rejection wait for an officer of the council that sells; a condition is one that it has to know.
    private static Notice? NoticeOf(ResponseMessage message, Invoice invoice, DateTimeOffset now)
    {
        var said = string.Join("; ", message.Reasons.Concat(message.Conditions).Append(message.Text).OfType<string>());
        return message.Status switch
        {
            ResponseStatuses.UnderQuery => Notice.To(invoice.Seller, NoticeKinds.InvoiceResponded, invoice.Number,
                $"{invoice.Buyer} queries {invoice.Number} ({said}): answer response {message.Id}.", now),
            ResponseStatuses.Rejected => Notice.To(invoice.Seller, NoticeKinds.InvoiceResponded, invoice.Number,
                $"{invoice.Buyer} rejects {invoice.Number} ({said}): answer response {message.Id}.", now),
            ResponseStatuses.ConditionallyAccepted => Notice.To(invoice.Seller, NoticeKinds.InvoiceResponded, invoice.Number,
                $"{invoice.Buyer} accepts {invoice.Number} on a condition ({said}).", now),
            _ => null
        };
    }

    private static Refusal? WhyNot(ResponseMessage message, Invoice invoice)
    {
        var typeCode = invoice.Kind is InvoiceKind.Invoice ? "380" : "381";
        var (answered, issuedOn, type) = message.Document;
        if (answered != invoice.Number || type != typeCode || (issuedOn is { } day && day != invoice.IssuedOn))
        {
            return new Refusal("response-reference",
                $"The response answers {answered}, type {type}; this is {invoice.Number} of {invoice.IssuedOn:yyyy-MM-dd}, "
                    + $"type {typeCode}.");
        }

        return message.Sender != AddressOf(invoice.BuyerDetails) || message.Receiver != AddressOf(invoice.SellerDetails)
            ? new Refusal("response-parties",
                $"The response is not from {invoice.Buyer} to {invoice.Seller} by the electronic addresses that {invoice.Number} names.")
            : null;
    }

    private static (string Scheme, string Address) AddressOf(InvoiceParty party) =>
        (party.ElectronicAddressScheme, party.ElectronicAddress);

    private static async Task<byte[]?> BodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var buffer = new byte[SafeXml.LargestBody + 1];
        var read = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return read > SafeXml.LargestBody ? null : buffer[..read];
    }
}
