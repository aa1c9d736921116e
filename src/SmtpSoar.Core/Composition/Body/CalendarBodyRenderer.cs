using System.Text;
using System.Threading;
using SmtpSoar.Core.Bodies;

namespace SmtpSoar.Core.Composition.Body;

/// <summary>
/// Adds an invitation to a body: the calendar as its last form, which readers prefer if they know it (RFC 2046, section 5.1.4), and as a
/// file, for readers that take nothing else.
/// </summary>
internal sealed class CalendarBodyRenderer : IBodyRenderer
{
    private const string FileName = "invite.ics";

    public bool Handles(ComposedMailRequest request) => request.Calendar is not null;

    public RenderedBody Render(ComposedMailRequest request, RenderedBody before, CancellationToken cancellationToken)
    {
        var calendar = Invitation.Of(request.Calendar!);
        var type = $"text/calendar; method={calendar.Method}; charset=utf-8";
        return before with
        {
            Alternatives = [.. before.Alternatives, new BodyAlternative(type, calendar.Text, "calendar")],
            Files = [.. before.Files, new BodyFile(FileName, type, Encoding.UTF8.GetBytes(calendar.Text))],
        };
    }
}
