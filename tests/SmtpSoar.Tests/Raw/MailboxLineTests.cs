using System;
using System.Text;
using SmtpSoar.Core.Raw;
using SmtpSoar.Tests.Composition;
using Xunit;
using static SmtpSoar.Tests.Raw.RawTestMessages;

namespace SmtpSoar.Tests.Raw;

/// <summary>Messages taken out of a mailbox file, with the line that parts them there.</summary>
public sealed class MailboxLineTests : IDisposable
{
    private const string Message = "From: a@b\r\nTo: c@d\r\n\r\nBody\r\n";

    private readonly TestFiles _files = new();

    public static TheoryData<string> Lines =>
    [
        "From a@b Sat Nov 28 10:11:12 2026",
        "From a@b Sat Nov 28 10:11:12 +0100 2026",
        "From MAILER-DAEMON Thu Jan  1 00:00:00 1970",
        "From - Sat Nov 28 10:11:12 2026",
        "From a@b",
        "From ",
        "From \"a b\"@c  Sat Nov 28 10:11 2026 remote from here",
        ">From a@b Sat Nov 28 10:11:12 2026",
    ];

    public void Dispose() => _files.Dispose();

    [Theory]
    [MemberData(nameof(Lines))]
    public void Message_AfterAMailboxLine_GoesWithoutItAndSaysSo(string line)
    {
        foreach (var end in new[] { "\r\n", "\n", "\r" })
        {
            var text = line + end + Message.Replace("\r\n", end, StringComparison.Ordinal);
            Check(RawMessageReader.FromText(text), "The raw email", line);
            Check(RawMessageReader.FromText("  " + text), "The raw email", line);
            foreach (var mark in new[] { "", "\uFEFF" })
            {
                using var file = new TemporaryFile(mark + text);
                Check(FromFile(file.Path), $"The file '{file.Path}'", line);
            }
        }

        Check(RawMessageReader.FromText(line + @"\n" + Message.TrimEnd().Replace("\r\n", @"\n", StringComparison.Ordinal)), "The raw email", line);
    }

    [Fact]
    public void Message_AfterSeveralMailboxLines_GoesWithoutAll()
    {
        var message = RawMessageReader.FromText("From a@b Sat Nov 28 10:11:12 2026\n>From c@d Fri Nov 27 10:11:12 2026\n" + Message);

        Check(message, "The raw email", "From a@b Sat Nov 28 10:11:12 2026");
    }

    [Fact]
    public void MailboxLine_InTheBody_StaysWhereItIs()
    {
        var message = RawMessageReader.FromText(Message + "From a@b Sat Nov 28 10:11:12 2026\r\n>From here on\r\n");

        Assert.Equal(Message + "From a@b Sat Nov 28 10:11:12 2026\r\n>From here on\r\n", WireText(message));
        Assert.Empty(message.Warnings);
    }

    [Theory]
    [InlineData("To: a@b\nFrom c@d Sat Nov 28\n\nx", 2)]
    [InlineData("From a@b\nno field\n\nx", 2)]
    public void Header_WithALineThatIsNoField_IsRefusedByItsNumber(string text, int line) =>
        Assert.Contains($"line {line},", Refused("RawFieldInvalid", text).Message);

    [Fact]
    public void File_WithAMailboxLineOnly_IsRefused()
    {
        using var file = new TemporaryFile("From a@b Sat Nov 28 10:11:12 2026\n");

        Refused("RawHeaderEndMissing", () => FromFile(file.Path));
    }

    // A text gets a label for its charset, so its header is made anew.
    [Fact]
    public void Text_ThatIsLabelled_StillSaysSo()
    {
        var message = RawMessageReader.FromText("From a@b Sat Nov 28\nFrom: a@b\nTo: c@d\n\nGrüße\n");

        Assert.StartsWith("From: a@b\r\n", WireText(message), StringComparison.Ordinal);
        Assert.Single(message.Warnings);
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public void Attachment_AfterAMailboxLine_IsAMessageWithoutIt(string line)
    {
        var request = TestMail.Text();
        request.Attachments = [_files.Add("mail.eml", line + "\n" + Message)];

        var composed = TestMail.Compose(request);

        var wire = Encoding.UTF8.GetString(TestMail.Wire(composed));
        Assert.Contains("message/rfc822", wire, StringComparison.Ordinal);
        Assert.Contains("\r\n\r\n" + Message + "\r\n--", wire, StringComparison.Ordinal);
        Assert.DoesNotContain("\r\n" + line + "\r\n", wire, StringComparison.Ordinal);
        Assert.StartsWith($"The attachment 'mail.eml' begins with a line of a mailbox file, '{Shown(line)}'", Assert.Single(composed.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Attachment_EncodedAnew_GoesWithoutItsMailboxLineToo()
    {
        var request = TestMail.Text();
        request.Attachments = [_files.Add("mail.eml", "From a@b Sat Nov 28\n" + Message + new string('x', 1200) + "\r\n")];

        var composed = TestMail.Compose(request);

        Assert.DoesNotContain("From a@b", Encoding.UTF8.GetString(TestMail.Wire(composed)), StringComparison.Ordinal);
        Assert.Single(composed.Warnings);
    }

    private static void Check(RawMessage message, string source, string line)
    {
        Assert.Equal(Message, WireText(message));
        Assert.Equal(["a@b"], message.From);
        var expected = $"{source} begins with a line of a mailbox file, '{Shown(line)}', which is no part of the message: the message goes without it.";
        Assert.Equal([expected], message.Warnings);
    }

    private static string Shown(string line) => line.Length > 40 ? line[..40] + "..." : line;
}
