using Microsoft.AspNetCore.Mvc;

namespace Recharging.Files;

/// <summary>What every endpoint that takes a CSV file says of it.</summary>
public static class CsvUploads
{
    /// <summary>A county's whole chart of accounts, or a year of its costs, several times over.</summary>
    private const int LargestFile = 16 * 1024 * 1024;

    public static RouteHandlerBuilder AcceptsCsv(this RouteHandlerBuilder upload) =>
        upload.Accepts<string>("text/csv").WithMetadata(new RequestSizeLimitAttribute(LargestFile));
}
