using System.Text;
using ServiceDefaults.Files;
using Shouldly;
using Xunit;

namespace ServiceDefaults.Tests.Files;

public sealed class TextBodyTests
{
    [Theory]
    [InlineData("utf-8", false, "utf-8")]
    [InlineData("utf-8", true, "utf-8")]
    [InlineData("utf-16", true, "utf-16")]
    [InlineData("utf-16BE", true, "utf-16")]
    [InlineData("iso-8859-1", false, "windows-1252")]
    public async Task ATextComesThrough_WhateverItsEncoding(string encoding, bool marked, string found)
    {
        var text = string.Concat(Enumerable.Repeat("Café £12, naïve\r\n", 3000));
        var written = Encoding.GetEncoding(encoding);
        byte[] file = [.. marked ? written.GetPreamble() : [], .. written.GetBytes(text)];

        foreach (var piece in new[] { 1, 2, 3, 1000, 65536 })
        {
            var (read, name) = await ReadAsync(file, piece);

            Encoding.UTF8.GetString(read).TrimStart('\uFEFF').ShouldBe(text, $"in pieces of {piece}");
            name.ShouldBe(found);
        }
    }

    [Fact]
    public async Task Windows1252_HasItsOwnSigns_AndFiveBytesThatAreNone()
    {
        var (read, _) = await ReadAsync([0x80, 0x93, 0x94, 0x96, 0x9F, 0xE9, (byte)'x'], 4096);
        Encoding.UTF8.GetString(read).ShouldBe("€“”–Ÿéx");

        foreach (var none in new byte[] { 0x81, 0x8D, 0x8F, 0x90, 0x9D })
        {
            (await ReadAsync([0xE9, (byte)' ', none], 4096)).Text[^1].ShouldBe((byte)0xFF);
        }
    }

    [Fact]
    public async Task AfterTheFirstSignAboveAscii_TheEncodingDoesNotChange()
    {
        var (read, name) = await ReadAsync([.. "é"u8, (byte)'x', 0xE9, (byte)'y'], 4096);

        name.ShouldBe("utf-8");
        read.ShouldBe([.. "é"u8, (byte)'x', 0xE9, (byte)'y']);
    }

    [Fact]
    public async Task ABrokenUtf16_EndsInAByteThatNoTextHas()
    {
        (await ReadAsync([0xFF, 0xFE, 0x00, 0xD8, (byte)'a', 0x00], 4096)).Text.ShouldBe([0xFF, (byte)'a']);
        (await ReadAsync([0xFF, 0xFE, (byte)'a', 0x00, (byte)'b'], 4096)).Text.ShouldBe([(byte)'a', 0xFF]);
    }

    private static async Task<(byte[] Text, string Encoding)> ReadAsync(byte[] file, int piece)
    {
        using var stream = new MemoryStream(file);
        var body = new TextBody((buffer, token) => stream.ReadAsync(buffer[..Math.Min(piece, buffer.Length)], token));
        using var text = new MemoryStream();
        var buffer = new byte[4096];
        while (await body.ReadAsync(buffer, TestContext.Current.CancellationToken) is > 0 and var read)
        {
            text.Write(buffer, 0, read);
        }

        return (text.ToArray(), body.Encoding);
    }
}
