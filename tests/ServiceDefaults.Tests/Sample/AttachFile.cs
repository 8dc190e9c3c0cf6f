using Microsoft.AspNetCore.Http.HttpResults;
using ServiceDefaults;

namespace Sample;

/// <summary>Keeps a file's text as a note.</summary>
public static class AttachFile
{
    public sealed record Response(string Reference, long Length);

    public static void MapAttachFile(this IEndpointRouteBuilder notes) =>
        notes.MapPost("/files", Handle).RequireOfficer("finance-officer").DisableAntiforgery().WithName(nameof(AttachFile));

    private static async Task<Created<Response>> Handle(IFormFile file, Caller caller, SampleDb db, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(file.OpenReadStream());
        db.Notes.Add(new Note
        {
            Council = caller.Council,
            Parties = [],
            Reference = file.FileName,
            Text = await reader.ReadToEndAsync(cancellationToken)
        });
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created((string?)null, new Response(file.FileName, file.Length));
    }
}
