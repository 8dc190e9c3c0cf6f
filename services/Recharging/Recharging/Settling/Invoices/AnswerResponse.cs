using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Recharging.Officers;
using ServiceDefaults;
using Values;

namespace Recharging.Settling;

/// <summary>An officer of the council that sells answers the query or the rejection that its invoice got. Both councils read it.</summary>
public static class AnswerResponse
{
    public sealed record Request([property: StringLength(2000, MinimumLength = 10)] string Answer);

    public sealed record Answer(string Number, string ResponseId, string ToAnswer);

    public static void MapAnswerResponse(this IEndpointRouteBuilder invoices) =>
        invoices.MapPost("/{number}/responses/{responseId}/answer", Handle).RequireOfficer("finance-officer").WithName(nameof(AnswerResponse));

    private static async Task<Results<Ok<Answer>, NotFound, ProblemHttpResult>> Handle(
        string number, string responseId, Request request, RechargingDb db, Caller caller, BusinessClock clock,
        CancellationToken cancellationToken)
    {
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtext('invoice-response'), hashtext({number}))",
            cancellationToken);
        if (await InvoiceRecord.OfAsync(db, number, cancellationToken) is not { } record
            || record.Responses.LastOrDefault(response => response.ResponseId == responseId) is not { } response)
        {
            return TypedResults.NotFound();
        }

        if (record.Invoice.Seller != caller.Council)
        {
            return Problems.Forbidden($"{number} is {record.Invoice.Seller}'s: an officer there answers.");
        }

        if (ResponseStatuses.ToAnswer(record.Responses[^1], record.Answers) != ResponseStatuses.Open || record.Responses[^1].Id != response.Id)
        {
            return new Refusal("response-not-open",
                $"Response {responseId} to {number} waits for no answer: it is no query or rejection, is answered, or another came after it.")
                .ToProblem();
        }

        var now = clock.GetUtcNow();
        db.Add(new InvoiceAnswer
        {
            ResponseId = response.Id, Council = caller.Council, Parties = record.Invoice.Parties, Text = request.Answer, By = caller.Name,
            At = now,
        });
        db.Notices.Add(Notice.To(record.Invoice.Buyer, NoticeKinds.InvoiceAnswered, number,
            $"{caller.Council} answered what {record.Invoice.Buyer} said of {number}: {request.Answer}", now));
        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(AnswerResponse), number, request.Answer));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(new Answer(number, responseId, ResponseStatuses.Answered));
    }
}
