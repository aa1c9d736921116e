using System.Linq;
using System.Text;
using System.Threading;
using SmtpSoar.Core.Attachments;
using SmtpSoar.Core.Files.User;

namespace SmtpSoar.Core.Bodies;

/// <summary>An invitation: the calendar as one more form of the mail (RFC 6047), which Outlook and Gmail show with its buttons, and as a file.</summary>
internal sealed class CalendarPart
{
    private const string FileName = "invite.ics";

    private CalendarPart(string method, string text) => (Method, Text) = (method, text);

    /// <summary>The method, which the media type names too: REQUEST, CANCEL, PUBLISH.</summary>
    public string Method { get; }

    /// <summary>The calendar, with CRLF line ends.</summary>
    public string Text { get; }

    /// <summary>The part, or <see langword="null"/> where there is no calendar.</summary>
    /// <exception cref="SmtpSoarException">It is no calendar, or has no method.</exception>
    public static CalendarPart? Of(ComposedMailRequest request)
    {
        if (request.Calendar is null)
            return null;
        var text = request.Calendar.TrimStart('\uFEFF').Replace("\r\n", "\n").Replace("\n", "\r\n");
        if (!text.TrimEnd().EndsWith("END:VCALENDAR", System.StringComparison.OrdinalIgnoreCase))
            throw Errors.CalendarInvalid.With("it does not end with END:VCALENDAR");
        return new CalendarPart(CalendarMethod.Find(Encoding.UTF8.GetBytes(text)) ?? throw Errors.CalendarInvalid.With("it has no METHOD"), text);
    }

    /// <summary>The file beside it, for readers that take nothing else.</summary>
    public ResolvedAttachment ToAttachment() => new()
    {
        Name = FileName,
        ContentType = $"text/calendar; method={Method}; charset=utf-8",
        File = UserFile.Made(FileName, Encoding.UTF8.GetBytes(Text)),
    };

    /// <summary>Reads a calendar's file, or takes the text that it is.</summary>
    /// <param name="pathOrText">The full path, or the calendar.</param>
    /// <param name="stop">Stops the reading.</param>
    public static string Read(string pathOrText, CancellationToken stop)
    {
        if (IsText(pathOrText))
            return pathOrText;
        using var content = UserFile.Take(pathOrText, pathOrText, UserFileErrors.Attachment, UserFile.MaxUnsized, stop).Open(0, stop);
        using var reader = new System.IO.StreamReader(content, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>Whether a parameter's value is a calendar itself, and no path.</summary>
    public static bool IsText(string pathOrText) => pathOrText.Any(character => character == '\n') || pathOrText.StartsWith("BEGIN:", System.StringComparison.OrdinalIgnoreCase);
}

/// <summary>Reads calendars for the commands.</summary>
public static class CalendarSource
{
    /// <summary>Whether a parameter's value is a calendar itself, and no path.</summary>
    public static bool IsText(string pathOrText) => CalendarPart.IsText(pathOrText);

    /// <summary>Reads a calendar's file, or takes the text that it is.</summary>
    /// <param name="pathOrText">The full path, or the calendar.</param>
    /// <param name="stop">Stops the reading.</param>
    /// <exception cref="SmtpSoarException">The file can't be read.</exception>
    public static string Read(string pathOrText, CancellationToken stop) => CalendarPart.Read(pathOrText, stop);
}
