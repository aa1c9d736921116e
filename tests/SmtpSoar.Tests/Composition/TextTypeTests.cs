using System;
using System.Linq;
using System.Text;
using MimeKit;
using Xunit;

namespace SmtpSoar.Tests.Composition;

/// <summary>The charset in the type of a text file, whose bytes stay as they are.</summary>
public sealed class TextTypeTests : IDisposable
{
    private readonly TestFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("a.txt", "plain", "text/plain; charset=\"us-ascii\"")]
    [InlineData("a.txt", "Grüße", "text/plain; charset=\"utf-8\"")]
    [InlineData("a.txt", "\uFEFFplain", "text/plain; charset=\"utf-8\"")]
    [InlineData("a.md", "# Grüße", "text/markdown; charset=\"utf-8\"")]
    [InlineData("a.csv", "ä;ö", "text/csv; charset=\"utf-8\"")]
    [InlineData("a.html", "<p>ü</p>", "text/html; charset=\"utf-8\"")]
    [InlineData("a.log", "žluť", "text/plain; charset=\"utf-8\"")]
    [InlineData("a.txt", "", "text/plain; charset=\"us-ascii\"")]
    [InlineData("a.txt", "\u001B$B%F%9\u001B(B", "text/plain")]
    [InlineData("a.bin", "plain", "application/octet-stream")]
    [InlineData("a.json", "{\"ä\":1}", "application/json")]
    [InlineData("a.xml", "<ä/>", "application/xml")]
    public void Type_Utf8File_IsAsItsBytesTell(string name, string text, string expected) => Check(name, Encoding.UTF8.GetBytes(text), expected);

    [Theory]
    [InlineData("a.txt", "text/plain")]
    [InlineData("a.csv", "text/csv")]
    [InlineData("a.html", "text/html")]
    [InlineData("a.md", "text/markdown")]
    [InlineData("a.ics", "text/calendar")]
    public void Type_FileInAnUnknownCharset_HasNone(string name, string expected) => Check(name, Encoding.Latin1.GetBytes("Grüße"), expected);

    [Theory]
    [InlineData("a.txt")]
    [InlineData("a.csv")]
    [InlineData("a.html")]
    [InlineData("a.ics")]
    public void Type_WideText_IsNoText(string name)
    {
        Check(name, [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("plain")], "application/octet-stream");
        Check(name, [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes("plain")], "application/octet-stream");
        Check(name, Encoding.Unicode.GetBytes("plain"), "application/octet-stream");
        Check(name, Encoding.BigEndianUnicode.GetBytes("plain"), "application/octet-stream");
        Check(name, Encoding.UTF32.GetBytes("plain"), "application/octet-stream");
    }

    [Theory]
    [InlineData("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\n", "; method=\"REQUEST\"")]
    [InlineData("begin:vcalendar\nmethod;x=y:cancel\nBEGIN:VEVENT\n", "; method=\"cancel\"")]
    [InlineData("\uFEFFBEGIN:VCALENDAR\nMETHOD:REPLY \n", "; method=\"REPLY\"")]
    [InlineData("BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nMETHOD:REQUEST\n", "")]
    [InlineData("BEGIN:VCALENDAR\nMETHOD:\nBEGIN:VEVENT\n", "")]
    [InlineData("BEGIN:VCALENDAR\nMETHOD:REQ\n UEST\nBEGIN:VEVENT\n", "")]
    [InlineData("BEGIN:VCALENDAR\nMETHOD:A\"; x=y\nBEGIN:VEVENT\n", "")]
    [InlineData("METHOD:REQUEST\n", "")]
    [InlineData("", "")]
    public void Type_Calendar_NamesItsCharsetAndMethod(string text, string method) =>
        Check("invite.ics", Encoding.UTF8.GetBytes(text), "text/calendar; charset=\"utf-8\"" + method);

    [Theory]
    [InlineData(1024 * 1024, "utf-8")]
    [InlineData((1024 * 1024) + 1, "utf-8")]
    [InlineData(3_000_000, "utf-8")]
    public void Type_LargeFileCutWithinACharacter_IsUtf8(int size, string charset)
    {
        // The first character has two bytes, and all others have three, so that what is looked at ends within one.
        var bytes = Encoding.UTF8.GetBytes("ü" + new string('€', size / 3));

        Check("a.txt", bytes, $"text/plain; charset=\"{charset}\"");
    }

    [Fact]
    public void Type_LogWithHoles_StaysText() => Check("a.log", [.. "before "u8, 0, 0, 0, 0, .. " after"u8], "text/plain; charset=\"us-ascii\"");

    [Fact]
    public void Type_FileThatEndsWithinACharacter_HasNoCharset() => Check("a.txt", [.. "abc"u8, 0xC3], "text/plain");

    [Fact]
    public void Type_LargeFileOfAsciiAtFirst_HasNoCharset() =>
        Check("a.txt", [.. Enumerable.Repeat((byte)'x', 1024 * 1024), 0xE4, .. "rest"u8], "text/plain");

    [Theory]
    [InlineData("text/plain", "text/plain")]
    [InlineData("text/plain; charset=iso-8859-1", "text/plain; charset=\"iso-8859-1\"")]
    [InlineData("text/calendar", "text/calendar")]
    public void Type_ThatTheUserGives_StaysAsGiven(string given, string expected) => Check("a.ics", "Grüße"u8.ToArray(), expected, given);

    [Fact]
    public void Type_FileOfTheVault_IsAsItsBytesTell()
    {
        var file = _files.AddToVault("a.md", "Grüße");
        var request = TestMail.Text();
        request.VaultPath = _files.VaultPath;
        request.Attachments = [new AttachmentReference { VaultId = file.VaultId }];

        Assert.Contains("Content-Type: text/markdown; charset=\"utf-8\"; name=\"a.md\"", TestMail.WireText(request).ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    private void Check(string name, byte[] content, string expected, string? given = null)
    {
        var request = TestMail.Text();
        var attachment = _files.Add(name, content);
        attachment.ContentType = given;
        request.Attachments = [attachment];
        var wire = TestMail.Wire(TestMail.Compose(request));

        var text = Encoding.Latin1.GetString(wire);
        var start = text.IndexOf("\r\nContent-Type: ", text.IndexOf("\r\nHello", StringComparison.Ordinal), StringComparison.Ordinal) + 2;
        var header = text[start..text.IndexOf("\r\n\r\n", start, StringComparison.Ordinal)];
        Assert.StartsWith($"Content-Type: {expected}; name=\"{name}\"", header.Replace("\r\n ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
        var part = (MimePart)((Multipart)TestMail.Read(wire).Body!)[1];
        Assert.Equal(content, Vectors.MessageComparison.Content(part));
    }
}
