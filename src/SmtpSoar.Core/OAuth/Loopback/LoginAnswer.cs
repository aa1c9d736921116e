using System;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.OAuth.Loopback;

/// <summary>Judges what comes back from a login page, and remembers the first answer: there is no second one.</summary>
internal sealed class LoginAnswer
{
    private readonly Uri _page;
    private readonly Uri _redirectUri;
    private readonly FormFields _asked;

    /// <param name="page">The authorization request.</param>
    /// <param name="redirectUri">The URL at which its answer must come.</param>
    internal LoginAnswer(Uri page, Uri redirectUri)
    {
        _page = page;
        _redirectUri = redirectUri;
        _asked = FormFields.Parse(page.Query.TrimStart('?'));
        if (string.IsNullOrEmpty(_asked["state"]))
            throw new ArgumentException("A login page without a state.", nameof(page));
    }

    /// <summary>Whether a request is an answer at all, and not for the site's icon, say.</summary>
    internal bool IsMeant(LoopbackRequest request) =>
        request.Method is "GET" or "POST" && request.Path == _redirectUri.AbsolutePath
        && (request.Form.Has("code") || request.Form.Has("error") || request.Form.Has("state"));

    /// <summary>Whether it belongs to this login (RFC 6749, section 10.12).</summary>
    internal bool IsOurs(FormFields answer) => SecretText.AreEqual(answer["state"], _asked["state"]);

    /// <summary>The redirect URI as it was called, also where the answer came in a POST.</summary>
    internal Uri ToUri(FormFields answer) => new UriBuilder(_redirectUri) { Query = answer.ToQuery() }.Uri;

    /// <summary>The provider's refusal and the page that shows it, or <see langword="null"/> for a good answer.</summary>
    internal (SmtpSoarException Failure, LoopbackReply Page)? Refusal(FormFields answer)
    {
        if (answer["error"] is not { } error)
            return null;
        var description = answer["error_description"];
        var words = Quote.Of(string.IsNullOrWhiteSpace(description) ? error : $"{error}: {description}").TrimEnd('.');
        var failure = Errors.OAuthLoginRefused.With(_asked["login_hint"] ?? _asked["client_id"], _page.Authority, words);
        return (OAuthAdvice.For(error) is { } advice ? failure.Advising(advice) : failure, LoginPages.Refused(_page.Authority, words));
    }
}
