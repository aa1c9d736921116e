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

    [Theory]
    [InlineData("UID:1@example.org\n", "", "a VEVENT has no UID")]
    [InlineData("DTSTART:20261201T090000Z\n", "", "a VEVENT has no DTSTART")]
    [InlineData("DTSTART:20261201T090000Z", "DTSTART:tomorrow", "a DTSTART is no date")]
    [InlineData("DTEND:20261201T100000Z", "DTEND;TZID=Europe/Berlin:20261201 1000", "a DTEND is no date")]
    [InlineData("END:VEVENT\n", "", "a component does not end")]
    [InlineData("END:VEVENT\n", "END:VEVENT\nEND:VALARM\n", "has no BEGIN")]
    [InlineData("END:VCALENDAR\n", "END:VCALENDAR\nBEGIN:VCALENDAR\nMETHOD:REQUEST\nEND:VCALENDAR\n", "something follows")]
    [InlineData("BEGIN:VEVENT\n", "BEGIN:VTIMEZONE\n", "does not end")]
    public void Calendar_ThatIsNoInvitation_IsAnErrorWithTheReason(string old, string with, string reason)
    {
        var calendar = Calendar.Replace(old, with, StringComparison.Ordinal);

        var run = engine.Run(Command("Send-SoarEmail -Body text"), ("out", _folder.FullName), ("calendar", calendar));

        Assert.Equal("CalendarInvalid", run.ErrorId);
        Assert.Contains(reason, run.Result.Message, StringComparison.Ordinal);
        Assert.Empty(_folder.GetFiles("*.eml"));
    }

    [Theory]
    [InlineData("DTSTART:20261201T090000Z", "DTSTART;VALUE=DATE:20261201")]
    [InlineData("DTSTART:20261201T090000Z", "DTSTART;TZID=Europe/Berlin:\n 20261201T090000")]
    [InlineData("END:VEVENT\n", "BEGIN:VALARM\nACTION:DISPLAY\nTRIGGER:-PT15M\nDESCRIPTION:x\nEND:VALARM\nEND:VEVENT\n")]
    [InlineData("BEGIN:VE", "BEGIN:VTIMEZONE\nTZID:x\nBEGIN:STANDARD\nDTSTART:19701025T030000\nEND:STANDARD\nEND:VTIMEZONE\nBEGIN:VE")]
    [InlineData("METHOD:REQUEST", "method:CANCEL")]
    [InlineData("BEGIN:VEVENT", "begin:vevent")]
    public void Calendar_OfEachForm_IsSent(string old, string with) =>
        Assert.NotNull(Send("Send-SoarEmail -Body text", Calendar.Replace(old, with, StringComparison.Ordinal)));

    private MimeMessage Send(string command, string calendar)
    {
        Assert.Equal("success", engine.Run(Command(command), ("out", _folder.FullName), ("calendar", calendar)).Result.Status);
        return MimeMessage.Load(Directory.GetFiles(_folder.FullName, "*.eml").Single());
    }

    private static string Command(string command) => command + " -To a@example.org -Subject s -Calendar $calendar -Asset @{ PickupDirectory = $out; SenderAddress = 's@example.org' }";
}
