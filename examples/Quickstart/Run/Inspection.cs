using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using SmtpSoar.Quickstart.Mail;

namespace SmtpSoar.Quickstart.Run;

/// <summary>Compares what the script asked for with what arrived.</summary>
internal sealed class Inspection(Place place, IReadOnlyList<ActionResult> results, IReadOnlyList<Arrival> arrivals)
{
    private static readonly string[] Actions = ["test connectivity", "send email", "send htmlemail", "send rawemail"];

    public IReadOnlyList<Check> Checks() =>
    [
        new("the four actions report success", results.Select(result => result.Action).SequenceEqual(Actions) && results.All(result => result.IsSuccess)),
        new("four mails arrived, each through TLS and after a login", arrivals.Count == Actions.Length && arrivals.All(IsProtected)),
        new("each went to exactly the recipients that its result names", results.Count > 0 && results.All(HasItsRecipients)),
        new("subjects and texts are what the script says", Holds("send email", HasItsText) && Holds("send htmlemail", HasItsHtml)),
        new("the vault file is attached, byte for byte", Holds("send email", HasItsFile)),
        new("the picture is in the HTML mail, byte for byte, with its content id", Holds("send htmlemail", HasItsPicture)),
        new("the raw mail came byte for byte, but for its Bcc field", Holds("send rawemail", IsAsGiven)),
    ];

    private static bool IsProtected(Arrival arrival) => arrival.Tls && arrival.User == LocalServer.User;

    private static bool HasItsText(ActionResult result, Arrival arrival) =>
        HasItsSubject(result, arrival) && Lines(arrival.Mail.First("text/plain")?.Text) == Lines(result.Parameter("body"));

    private static bool HasItsHtml(ActionResult result, Arrival arrival) =>
        HasItsSubject(result, arrival)
        && Lines(arrival.Mail.First("text/html")?.Text) == Lines(result.Parameter("html_body"))
        && arrival.Mail.First("text/plain")?.Text.Contains("306", StringComparison.Ordinal) == true;

    private static bool HasItsSubject(ActionResult result, Arrival arrival) => arrival.Mail.Subject == result.Parameter("subject");

    private static bool IsAsGiven(ActionResult result, Arrival arrival)
    {
        var lines = Lines(result.Parameter("raw_email")).Split('\n').Where(line => !line.StartsWith("Bcc:", StringComparison.Ordinal));
        return Lines(Encoding.UTF8.GetString(arrival.Bytes)) == string.Join('\n', lines);
    }

    // Mail has CRLF, a script what its file has; and the last line end is the protocol's.
    private static string Lines(string? text) => (text ?? "").Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd('\n');

    private bool HasItsFile(ActionResult result, Arrival arrival) =>
        arrival.Mail.All.Any(part => part.FileName == "failed-logins.csv" && !part.IsInline && IsFile(part));

    private bool HasItsPicture(ActionResult result, Arrival arrival) =>
        arrival.Mail.All.Any(part => part.FileName == "failed-logins.png" && part is { IsInline: true, ContentId: "chart" } && IsFile(part));

    private bool IsFile(MailPart part) => part.Content.AsSpan().SequenceEqual(place.ReadExampleFile(part.FileName!));

    private bool HasItsRecipients(ActionResult result) =>
        Find(result) is { } arrival && arrival.Recipients.Order().SequenceEqual(result.Recipients.Order());

    private bool Holds(string action, Func<ActionResult, Arrival, bool> condition) =>
        results.FirstOrDefault(result => result.Action == action) is { } result && Find(result) is { } arrival && condition(result, arrival);

    private Arrival? Find(ActionResult result) => arrivals.SingleOrDefault(arrival => arrival.Mail.MessageId == result.MessageId);
}

/// <summary>Something that must hold, and whether it does.</summary>
internal sealed record Check(string What, bool Holds);
