using System;
using System.IO;
using System.Linq;
using MimeKit;
using Xunit;

namespace SmtpSoar.Tests.Engine;

/// <summary>Invitations, read back by MimeKit and Ical.Net.</summary>
public sealed class CalendarTests(CmdletEngine engine) : IClassFixture<CmdletEngine>, IDisposable
{
    private const string Calendar =
        "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//y\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:1@example.org\nDTSTAMP:20261128T200000Z\nDTSTART:20261201T090000Z\n"
        + "DTEND:20261201T100000Z\nSUMMARY:Übergabe\nORGANIZER:mailto:s@example.org\nATTENDEE:mailto:a@example.org\nEND:VEVENT\nEND:VCALENDAR\n";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("calendar-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("Send-SoarEmail -Body text", 2)]
    [InlineData("Send-SoarHtmlEmail -HtmlBody '<p>x'", 3)]
    public void Calendar_OfAMail_IsAnAlternativeAndAFile(string command, int forms)
    {
        var message = Send(command, Calendar);

        var alternative = Assert.Single(message.BodyParts.OfType<MimePart>(), part => part.ContentType.IsMimeType("text", "calendar") && !part.IsAttachment);
        Assert.Equal("REQUEST", alternative.ContentType.Parameters["method"]);
        Assert.Equal("utf-8", alternative.ContentType.Charset);
        var parts = Assert.IsType<MultipartAlternative>(((Multipart)message.Body!)[0]);
        Assert.Equal(forms, parts.Count);
        Assert.Same(alternative, parts.Last());
        Assert.Equal("invite.ics", Assert.Single(message.Attachments).ContentDisposition!.FileName);
        var read = Ical.Net.Calendar.Load(((TextPart)alternative).Text)!;
        Assert.Equal("REQUEST", read.Method);
        Assert.Equal("Übergabe", Assert.Single(read.Events).Summary);
    }

    [Fact]
    public void Calendar_OfAFile_IsThatFile()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "x.ics"), Calendar);

        Assert.Contains(Send("Send-SoarEmail -Body text", Path.Combine(_folder.FullName, "x.ics")).BodyParts, part => part.ContentType.IsMimeType("text", "calendar"));
    }

    [Theory]
    [InlineData("BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR\n")]
    [InlineData("BEGIN:VCALENDAR\nMETHOD:REQUEST\n")]
    [InlineData("METHOD:REQUEST\nBEGIN:VCALENDAR\nEND:VCALENDAR\n")]
    [InlineData("BEGIN:VCALENDAR\nMETHOD:X;Y\nEND:VCALENDAR\n")]
    public void Calendar_ThatIsNone_IsAnError(string calendar) =>
        Assert.Equal("CalendarInvalid", engine.Run(Command("Send-SoarEmail -Body text"), ("out", _folder.FullName), ("calendar", calendar)).ErrorId);

    private MimeMessage Send(string command, string calendar)
    {
        Assert.Equal("success", engine.Run(Command(command), ("out", _folder.FullName), ("calendar", calendar)).Result.Status);
        return MimeMessage.Load(Directory.GetFiles(_folder.FullName, "*.eml").Single());
    }

    private static string Command(string command) => command + " -To a@example.org -Subject s -Calendar $calendar -Asset @{ PickupDirectory = $out; SenderAddress = 's@example.org' }";
}
