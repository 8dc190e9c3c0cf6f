using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using CsvHelper;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Recharging.Settling;

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
        response.ContentType = $"{Csv}; charset=utf-8";
        await using var text = new StreamWriter(response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        await using var csv = new CsvWriter(text, CultureInfo.InvariantCulture, leaveOpen: true);
        foreach (var field in Fields)
        {
            csv.WriteField(NamesColumnsAsFields ? field.Name : JsonNamingPolicy.SnakeCaseLower.ConvertName(field.Name));
        }

        await csv.NextRecordAsync();
        for (; more; more = await read.MoveNextAsync())
        {
            foreach (var field in Fields)
            {
                csv.WriteField(Cell(field.GetValue(read.Current), field.GetCustomAttribute<CodedAttribute>()));
            }

            await csv.NextRecordAsync();
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

    private static string Cell(object? value, CodedAttribute? coded) => value switch
    {
        null => "",
        string code when coded is not null => CodedWords.Of(coded.List, code),
        decimal amount => amount.ToString("0.00####", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTimeOffset instant => instant.ToString("yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture),
        bool yes => yes ? "yes" : "no",
        string words => InvoiceCsv.Words(words),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new InvalidOperationException($"A column of {typeof(TRow)} holds a {value.GetType()}: a row of a report is flat."),
    };
}
