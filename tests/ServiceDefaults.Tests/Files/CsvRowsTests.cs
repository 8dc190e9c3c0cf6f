using System.Text;
using ServiceDefaults.Files;
using Shouldly;
using Xunit;

namespace ServiceDefaults.Tests.Files;

public sealed class CsvRowsTests
{
    [Theory]
    [InlineData("Name,Number\n a , 1 \n", "2:a/1")]
    [InlineData("NAME,NUMBER\na,1\n", "2:a/1")]
    [InlineData("number,name\n1,a\n", "2:a/1")]
    [InlineData("name,number\n\n,\n , \na,1\n,\n", "5:a/1")]
    [InlineData("sep=;\nname;number\na;1\n", "2:a/1")]
    [InlineData("SEP=|\r\nname|number\r\na|1\r\n", "2:a/1")]
    [InlineData("\"sep=;\"\nname;number\na;1\n", "2:a/1")]
    [InlineData("name,number,address\n\"a\", \"1\" ,\"one\ntwo\"\nb,2,\n", "2:a/1 3:b/2")]
    public async Task ATable_IsReadByItsNames_ItsRowsCountedAsASpreadsheetDoes(string file, string rows) =>
        (await ReadAsync(file)).Rows.ShouldBe(rows);

    [Theory]
    [InlineData("name,number,text\na,1,\"Hub rent\nb,2,Hub heating\n", "Line 2: a quote is opened and never closed.")]
    [InlineData("name,number,text\na,1,\"Hub rent\nb,2,\"Heating\nc,3,x\n",
        "Line 3: after a closing quote comes a comma or the end of the line. It was opened in line 2.")]
    [InlineData("name,number,text\na,1,\"Hub rent\nb,2,Heating\"\n",
        "Line 2: a quote is left open in text, and whole rows behind it would be lost.")]
    [InlineData("PK\u0003\u0004....", "This is a zip, or an Excel workbook, and no text. Unpack it, or save the sheet as CSV, and send that.")]
    public async Task WhatWouldLoseRows_RefusesTheFile(string file, string fault) => (await ReadAsync(file)).Fault.ShouldBe(fault);

    [Theory]
    [InlineData("name,number\na\n", "number", "the row has 1 fields and the header 2")]
    [InlineData("name,number\na\"b,1\n", "name",
        "a quote stands inside a cell: put the whole cell in quotes, and write each quote in it twice")]
    public async Task ARowThatDoesNotFitItsHeader_SaysWhere(string file, string column, string rule) =>
        (await ReadAsync(file)).Broken.ShouldBe((column, rule));

    [Theory]
    [InlineData("Stationery", null)]
    [InlineData("E+09", null)]
    [InlineData("1E5", null)]
    [InlineData("#1", null)]
    [InlineData("1.9E+09", CellText.Mangled)]
    [InlineData("-2,5e-12", CellText.Mangled)]
    [InlineData("#####", CellText.Mangled)]
    [InlineData("#N/A", CellText.Mangled)]
    [InlineData("two\nlines", CellText.Unprintable)]
    [InlineData("a\0", CellText.Unprintable)]
    [InlineData("caf\uFFFD", CellText.Lost)]
    public void ACellThatWasSpoilt_IsKnown(string cell, string? rule) => CellText.WhyNot(cell).ShouldBe(rule);

    private static async Task<(string Rows, (string, string)? Broken, string? Fault)> ReadAsync(string file)
    {
        using var body = new MemoryStream(Encoding.UTF8.GetBytes(file));
        var csv = new CsvRows(body);
        await csv.ReadHeaderAsync(TestContext.Current.CancellationToken);
        var (rows, broken) = (new List<string>(), ((string, string)?)null);
        while (await csv.ReadRowAsync(TestContext.Current.CancellationToken))
        {
            rows.Add($"{csv.Row}:{csv["name"]}/{csv["number"]}");
            broken ??= csv.WhyBroken();
        }

        return (string.Join(' ', rows), broken, csv.Fault);
    }
}
