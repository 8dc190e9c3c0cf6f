using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using ServiceDefaults.Files;

namespace Recharging.Reports;

/// <summary>A report as JSON.</summary>
/// <param name="Of">The year, quarter, month, day or reference that it is about.</param>
public sealed record ReportBody<TRow>(string Report, string Of, IReadOnlyList<TRow> Rows);

/// <summary>
/// Answers a report as JSON, or as CSV where that is asked for. A row is a flat record: its fields are the columns. Rows leave as they
/// are read, so that a long report takes no more memory than a short one.
/// </summary>
public sealed class Report<TRow>(string name, string of, IAsyncEnumerable<TRow> rows) : IResult
{
    private const string Csv = "text/csv";
    private const int RowsHeld = 200;

    private static readonly PropertyInfo[] Fields = typeof(TRow).GetProperties(BindingFlags.Public | BindingFlags.Instance);

    /// <summary>Columns are named as the fields are, where a published format says so.</summary>
    public bool NamesColumnsAsFields { get; init; }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        // With the first row at hand nothing has gone wrong before a status is sent.
        await using var read = rows.GetAsyncEnumerator(httpContext.RequestAborted);
        var more = await read.MoveNextAsync();
        httpContext.Response.Headers.Vary = "Accept";
        await (httpContext.Request.GetTypedHeaders().Accept.Any(type => type.MediaType.Equals(Csv, StringComparison.OrdinalIgnoreCase))
            ? WriteCsvAsync(httpContext.Response, read, more)
            : WriteJsonAsync(httpContext, read, more));
    }

    private async Task WriteCsvAsync(HttpResponse response, IAsyncEnumerator<TRow> read, bool more)
    {
        response.ContentType = CsvTable.ContentType;
        await CsvTable.WriteForOfficersAsync(
            response.Body,
            [.. Fields.Select(field => NamesColumnsAsFields ? field.Name : JsonNamingPolicy.SnakeCaseLower.ConvertName(field.Name))],
            RowsAsync(read, more),
            response.HttpContext.RequestAborted);
    }

    private static async IAsyncEnumerable<IReadOnlyList<object?>> RowsAsync(IAsyncEnumerator<TRow> read, bool more)
    {
        for (; more; more = await read.MoveNextAsync())
        {
            yield return [.. Fields.Select(field => Cell(field.GetValue(read.Current), field.GetCustomAttribute<CodedAttribute>()))];
        }
    }

    private async Task WriteJsonAsync(HttpContext http, IAsyncEnumerator<TRow> read, bool more)
    {
        var options = http.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        http.Response.ContentType = "application/json; charset=utf-8";
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteString("report", name);
        json.WriteString("of", of);
        json.WriteStartArray("rows");
        for (var held = 1; more; more = await read.MoveNextAsync(), held++)
        {
            JsonSerializer.Serialize(json, read.Current, options);
            if (held % RowsHeld == 0)
            {
                await SendAsync(json, http);
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
        await SendAsync(json, http);
    }

    private static async Task SendAsync(Utf8JsonWriter json, HttpContext http)
    {
        await json.FlushAsync(http.RequestAborted);
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
    }

    private static object? Cell(object? value, CodedAttribute? coded) =>
        coded is not null && value is string code ? CodedWords.Of(coded.List, code) : value;
}
