using Microsoft.AspNetCore.Http;

namespace ServiceDefaults;

/// <summary>
/// A long body, taken in whole before its endpoint runs: it waits for the sender in a temporary file and in little memory, and the
/// database's connection is asked for only once nobody has to be waited for any more.
/// </summary>
internal static class StagedBody
{
    private const int AtOnce = 64 * 1024;

    public static async Task ReceiveAsync(HttpContext context)
    {
        var file = new FileStream(
            Path.Combine(Path.GetTempPath(), $"body-{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None,
            AtOnce, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        context.Response.RegisterForDisposeAsync(file);
        await context.Request.Body.CopyToAsync(file, AtOnce, context.RequestAborted);
        file.Position = 0;
        context.Request.Body = file;
    }
}
