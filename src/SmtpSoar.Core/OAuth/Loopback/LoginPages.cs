using System.Net;

namespace SmtpSoar.Core.OAuth.Loopback;

/// <summary>
/// Makes the pages that the browser shows at the end of a login. Plain text in HTML: no script, no style, nothing from elsewhere.
/// </summary>
internal static class LoginPages
{
    /// <summary>The answer is good, as far as it can be told here.</summary>
    internal static LoopbackReply Arrived { get; } = Page("200 OK", Messages.LoginArrivedTitle, Messages.LoginArrived);

    /// <summary>The answer belongs to another login, or to none.</summary>
    internal static LoopbackReply Strange { get; } = Page("400 Bad Request", Messages.LoginStrangeTitle, Messages.LoginStrange);

    /// <summary>The page for a second answer, or one that came too late.</summary>
    internal static LoopbackReply Over { get; } = Page("410 Gone", Messages.LoginOverTitle, Messages.LoginOver);

    /// <summary>Something else than an answer is asked for.</summary>
    internal static LoopbackReply NotFound { get; } = Page("404 Not Found", Messages.LoginNothingTitle, Messages.LoginNothing);

    /// <summary>It is no HTTP that we speak.</summary>
    internal static LoopbackReply NoRequest { get; } = Page("400 Bad Request", Messages.LoginNothingTitle, Messages.LoginNothing);

    /// <summary>The authorization server says no.</summary>
    /// <param name="authority">The authorization server that says it.</param>
    /// <param name="words">Its words, which any process may have made.</param>
    internal static LoopbackReply Refused(string authority, string words) =>
        Page("200 OK", Messages.LoginRefusedTitle, Messages.LoginRefused(authority, words));

    private static LoopbackReply Page(string status, string title, string text) => new(
        status,
        $"""
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{WebUtility.HtmlEncode(title)}</title></head>
        <body><h1>{WebUtility.HtmlEncode(title)}</h1><p>{WebUtility.HtmlEncode(text)}</p></body>
        </html>
        """);
}
