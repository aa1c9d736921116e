using System;
using System.Text;
using SmtpSoar.Core.Attachments;

namespace SmtpSoar.Core.Bodies;

/// <summary>A calendar with a method (RFC 6047), which Outlook and Gmail show with the buttons of an invitation.</summary>
internal sealed class Invitation
{
    private const string End = "END:VCALENDAR";

    private Invitation(string method, string text) => (Method, Text) = (method, text);

    /// <summary>The method, which the media type names too: REQUEST, CANCEL, PUBLISH.</summary>
    public string Method { get; }

    /// <summary>The calendar, with CRLF line ends.</summary>
    public string Text { get; }

    /// <summary>Reads a calendar.</summary>
    /// <exception cref="SmtpSoarException">It is no calendar, has no method, or is one that mail programs do not show.</exception>
    public static Invitation Of(string calendar)
    {
        var text = calendar.TrimStart('\uFEFF').Replace("\r\n", "\n").Replace("\n", "\r\n");
        if (!text.TrimEnd().EndsWith(End, StringComparison.OrdinalIgnoreCase))
            throw Errors.CalendarInvalid.With($"it does not end with {End}");
        var method = CalendarMethod.Find(Encoding.UTF8.GetBytes(text)) ?? throw Errors.CalendarInvalid.With("it has no METHOD");
        return CalendarFault.Of(text) is { } fault ? throw Errors.CalendarInvalid.With(fault) : new Invitation(method, text);
    }
}
