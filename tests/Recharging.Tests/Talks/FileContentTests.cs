using System.IO.Compression;
using System.Text;
using Recharging.Agreeing;

namespace Recharging.Tests.Talks;

/// <summary>A paper is what its name and its bytes both say, and nothing in it runs.</summary>
public sealed class FileContentTests
{
    private static readonly byte[] Pdf = "%PDF-1.7\n%%EOF"u8.ToArray();

    // Written in two parts, so that no scanner takes this file for the thing itself.
    private static readonly string VirusTest = @"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS" + "-TEST-FILE!$H+H*";

    [Fact]
    public void Papers_AreTaken()
    {
        Taken("a.pdf", Pdf, "application/pdf");
        Taken("A.PNG", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0], "image/png");
        Taken("a.jpeg", [0xFF, 0xD8, 0xFF, 0xE0], "image/jpeg");
        Taken("DAYS.CSV", "day,hours\r\n1,7½\r\n2,-3\r\n"u8.ToArray(), "text/csv");
        Taken("note.txt", "The share of the post was 25% from May = half of June."u8.ToArray(), "text/plain");
        Taken("a.xlsx", Zip("[Content_Types].xml", "xl/workbook.xml", "xl/media/image1.png", "xl/printerSettings/printerSettings1.bin"),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        Taken("a.docx", Zip("[Content_Types].xml", "word/document.xml"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document");
    }

    [Theory]
    [InlineData("a.hta")]
    [InlineData("a.bat")]
    [InlineData("a.cmd")]
    [InlineData("a.js")]
    [InlineData("a.html")]
    [InlineData("a.svg")]
    [InlineData("a.lnk")]
    [InlineData("a.exe")]
    [InlineData("a.zip")]
    [InlineData("a.docm")]
    [InlineData("a.xlsm")]
    [InlineData("a.doc")]
    [InlineData("a.pdf.exe")]
    [InlineData("a.exe.")]
    [InlineData("a")]
    public void NameOfWhatIsNoPaper_IsRefusedWhateverIsInIt(string name)
    {
        FileContent.WhyNot(Pdf, name).ShouldNotBeNull().ShouldContain("papers are PDF");
        FileContent.WhyNot("Good morning"u8.ToArray(), name).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("a.pdf", "Good morning")]
    [InlineData("a.png", "%PDF-1.7")]
    [InlineData("a.jpg", "%PDF-1.7")]
    [InlineData("a.xlsx", "PK\u0003\u0004 and no more")]
    [InlineData("a.txt", "MZ\0\0")]
    [InlineData("a.csv", "L\0\0\0\u0001\u0014\u0002\0")]
    public void ContentThatDoesNotFitItsName_IsRefused(string name, string content) =>
        FileContent.WhyNot(Encoding.Latin1.GetBytes(content), name).ShouldNotBeNull().ShouldContain("as its name says");

    [Fact]
    public void AnotherOfficeFileByItsName_IsRefused()
    {
        FileContent.WhyNot(Zip("[Content_Types].xml", "word/document.xml"), "a.xlsx").ShouldNotBeNull().ShouldContain("as its name says");
        FileContent.WhyNot(Zip("run.exe"), "a.xlsx").ShouldNotBeNull();
        FileContent.WhyNot([0x41, 0xFF], "a.txt").ShouldNotBeNull();
    }

    [Theory]
    [InlineData("a.txt", "<html><body onload=alert(1)>")]
    [InlineData("a.txt", "Please read <script>alert(1)</script>")]
    [InlineData("a.txt", "<hta:application id=x>")]
    [InlineData("a.txt", "<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>")]
    [InlineData("a.txt", "@echo off\r\ndel *.*")]
    [InlineData("a.txt", "#!/bin/sh")]
    [InlineData("a.txt", "new ActiveXObject('WScript.Shell')")]
    [InlineData("a.csv", "name,=cmd|'/C calc'!A0")]
    [InlineData("a.csv", "=HYPERLINK(\"http://x\")")]
    [InlineData("a.csv", "\"=1+1\",2")]
    [InlineData("a.csv", "@SUM(A1)")]
    [InlineData("a.pdf", "%PDF-1.7 << /S /JavaScript /JS (app.alert(1)) >>")]
    [InlineData("a.pdf", "%PDF-1.7 << /S /Java#53cript >>")]
    [InlineData("a.pdf", "%PDF-1.7 << /S /Launch /F (cmd.exe) >>")]
    [InlineData("a.pdf", "%PDF-1.7 << /Type /EmbeddedFile >>")]
    public void ContentThatRuns_IsRefused(string name, string content) =>
        FileContent.WhyNot(Encoding.UTF8.GetBytes(content), name).ShouldNotBeNull().ShouldContain("Papers must not hold what runs");

    [Fact]
    public void OfficeFileThatRuns_IsRefused()
    {
        foreach (var part in new[]
        {
            "xl/vbaProject.bin", "xl/embeddings/oleObject1.bin", "xl/activeX/activeX1.bin", "xl/media/run.exe", "customUI/x.js",
        })
        {
            FileContent.WhyNot(Zip("[Content_Types].xml", "xl/workbook.xml", part), "a.xlsx").ShouldNotBeNull(part).ShouldContain(part);
        }

        FileContent.WhyNot(Zip(("[Content_Types].xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml"), ("xl/workbook.xml", "")), "a.xlsx")
            .ShouldNotBeNull().ShouldContain("macroEnabled");
        FileContent.WhyNot(
            Zip(("[Content_Types].xml", ""), ("word/document.xml", ""), ("word/_rels/settings.xml.rels", """
                <Relationship Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" Target="http://x/y.dotm"
                 TargetMode="External"/>
                """)), "a.docx")
            .ShouldNotBeNull();
    }

    [Fact]
    public void VirusTest_IsRefusedInEveryKindOfFile()
    {
        FileContent.WhyNot(Encoding.ASCII.GetBytes(VirusTest), "a.txt").ShouldNotBeNull().ShouldContain("virus");
        FileContent.WhyNot(Encoding.ASCII.GetBytes("%PDF-1.7 " + VirusTest), "a.pdf").ShouldNotBeNull().ShouldContain("virus");
        FileContent.WhyNot([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. Encoding.ASCII.GetBytes(VirusTest)], "a.png").ShouldNotBeNull()
            .ShouldContain("virus");
        FileContent.WhyNot(Zip(("[Content_Types].xml", ""), ("word/document.xml", VirusTest)), "a.docx").ShouldNotBeNull().ShouldContain("virus");
    }

    [Fact]
    public void WorkbookThatUnpacksToMuchMore_IsRefused() => FileContent.WhyNot(
            Zip(("[Content_Types].xml", ""), ("xl/workbook.xml", new string(' ', 101 * 1024 * 1024))), "a.xlsx")
        .ShouldNotBeNull().ShouldContain("when it is unpacked");

    private static void Taken(string name, byte[] content, string type)
    {
        FileContent.WhyNot(content, name).ShouldBeNull(name);
        FileContent.TypeOf(name).ShouldBe(type);
    }

    private static byte[] Zip(params string[] parts) => Zip([.. parts.Select(part => (part, part))]);

    private static byte[] Zip(params (string Part, string Text)[] parts)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (part, text) in parts)
            {
                using var entry = zip.CreateEntry(part).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return bytes.ToArray();
    }
}
