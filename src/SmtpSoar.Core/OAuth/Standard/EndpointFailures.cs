using System.Net.Http;
using System.Text.Json;
using Duende.IdentityModel.Client;
using SmtpSoar.Core.Assets.Login;
using SmtpSoar.Core.OAuth.Login;
using SmtpSoar.Core.Runtime;
using SmtpSoar.Core.Text;
using SmtpSoar.Core.Text.Redaction;

namespace SmtpSoar.Core.OAuth.Standard;

/// <summary>Turns what an authorization server answers in place of tokens into errors that say what to do.</summary>
internal sealed class EndpointFailures(OAuthSettings settings, SecretRedactor secrets)
{
    private string Authority => settings.Authority;

    /// <summary>The standard's word in an answer, whatever its HTTP status, or <see langword="null"/>.</summary>
    internal static string? CodeOf(ProtocolResponse response) =>
        response.Json is { ValueKind: JsonValueKind.Object } && response.TryGet("error") is { Length: > 0 } code ? code : null;

    /// <summary>The failure of a request for tokens.</summary>
    internal SmtpSoarException Of(TokenResponse response, bool isRefresh) => CodeOf(response) is "invalid_grant" and var code && isRefresh
        ? LoginAdvice.LoginEnded(settings, Words(code, response.ErrorDescription))
        : Of(response, response.ErrorDescription);

    /// <summary>The failure of any request.</summary>
    internal SmtpSoarException Of(ProtocolResponse response, string? description) => response switch
    {
        { Exception: HttpRequestException cause } => Errors.OAuthUnreachable
            .Because(cause, Authority, Quote.Of(secrets.Hide(RootCause.Words(cause))))
            .HidingInCause(secrets.Hide),
        _ when CodeOf(response) is { } code && (int)response.HttpStatusCode is not 429 and < 500 => Refused(code, description),
        _ when (int)response.HttpStatusCode is 429 or >= 500 =>
            Errors.OAuthUnavailable.With(Authority, $"HTTP {(int)response.HttpStatusCode} {Detail(response, description)}".TrimEnd()),
        _ => Errors.OAuthAnswerInvalid.With(Authority, $"HTTP {(int)response.HttpStatusCode} {Detail(response, description)}".TrimEnd()),
    };

    /// <summary>An answer that says yes and holds nothing.</summary>
    internal SmtpSoarException NoToken() => Errors.OAuthAnswerInvalid.With(Authority, "there is no access token in its answer");

    /// <summary>JSON that is no object.</summary>
    internal SmtpSoarException NoObject() => Errors.OAuthAnswerInvalid.With(Authority, "its answer is JSON, but no object");

    private SmtpSoarException Refused(string error, string? description)
    {
        var refused = Errors.OAuthRefused.With(Authority, Words(error, description));
        return OAuthAdvice.For(error) is { } advice ? refused.Advising(advice) : refused;
    }

    private string Words(string error, string? description) =>
        Quote.Of(secrets.Hide(string.IsNullOrWhiteSpace(description) ? error : $"{error}: {description}").TrimEnd('.'));

    private string Detail(ProtocolResponse response, string? description)
    {
        if (CodeOf(response) is { } code)
            return Words(code, description);
        var answer = response.HttpResponse;
        if (answer?.Headers.Location is { } elsewhere)
        {
            var target = elsewhere.IsAbsoluteUri ? elsewhere.Authority : "another path";
            return secrets.Hide($"with a redirect to {target}, which is not followed");
        }

        var type = answer?.Content?.Headers.ContentType?.MediaType;
        return type is null or "application/json" ? "without an answer that can be read" : secrets.Hide($"with {type} in place of JSON");
    }
}
