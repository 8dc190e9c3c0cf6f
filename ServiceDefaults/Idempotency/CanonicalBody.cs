using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace ServiceDefaults;

/// <summary>
/// A digest of what a body says, not of how it is written: the order of JSON members, white space and the boundary of a form
/// with files may differ between two sendings of one request.
/// </summary>
internal static class CanonicalBody
{
    public static async Task<byte[]> DigestAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        request.EnableBuffering();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        if (request.HasJsonContentType())
        {
            await AppendJsonAsync(hash, request.Body, cancellationToken);
        }
        else if (MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            && HeaderUtilities.RemoveQuotes(type.Boundary) is { Length: > 0 } boundary)
        {
            await AppendFormAsync(hash, boundary.Value!, request.Body, cancellationToken);
        }
        else
        {
            await AppendAsync(hash, request.Body, cancellationToken);
        }

        request.Body.Position = 0;
        return hash.GetHashAndReset();
    }

    private static async Task AppendJsonAsync(IncrementalHash hash, Stream body, CancellationToken cancellationToken)
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(body, default, cancellationToken);
            Unreadable.Check(document.RootElement);
            using var canonical = new MemoryStream();
            await using (var writer = new Utf8JsonWriter(canonical))
            {
                Write(writer, document.RootElement);
            }

            hash.AppendData(canonical.ToArray());
        }
        catch (JsonException)
        {
            // Not JSON after all: the endpoint will say so, and nothing is stored for it.
            body.Position = 0;
            await AppendAsync(hash, body, cancellationToken);
        }
    }

    private static void Write(Utf8JsonWriter writer, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in element.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(member.Name);
                    Write(writer, member.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }

    private static async Task AppendFormAsync(IncrementalHash hash, string boundary, Stream body, CancellationToken cancellationToken)
    {
        var reader = new MultipartReader(boundary, body);
        try
        {
            while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
            {
                hash.AppendData(Encoding.UTF8.GetBytes($"\n{section.ContentDisposition}\n{section.ContentType}\n"));
                await AppendAsync(hash, section.Body, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException && body.Position == body.Length)
        {
            throw new Unreadable.Exception("body", "is a form without parts, or without its end.");
        }
    }

    private static async Task AppendAsync(IncrementalHash hash, Stream content, CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
        {
            hash.AppendData(buffer, 0, read);
        }
    }
}
