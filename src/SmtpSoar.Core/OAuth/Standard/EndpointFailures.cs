using System;
using System.Net.Http;
using Duende.IdentityModel.Client;
using SmtpSoar.Core.Delivery;

namespace SmtpSoar.Core.OAuth.Standard;

/// <summary>Turns what an authorization server answers in place of tokens into errors that say what to do.</summary>
internal sealed class EndpointFailures(OAuthSettings settings, SecretWords secrets)
{
    private string Authority => settings.Authority;

    /// <summary>The failure of a request for tokens.</summary>
    internal SmtpSoarException Of(TokenResponse response, bool isRefresh) => response.Error == "invalid_grant" && isRefresh && HasWords(response)
        ? LoginAdvice.LoginEnded(settings, Words(response.Error, response.ErrorDescription))
        : Of(response, response.ErrorDescription);

    /// <summary>The failure of any request.</summary>
    internal SmtpSoarException Of(ProtocolResponse response, string? description) => response switch
    {
        { Exception: HttpRequestException cause } => Errors.OAuthUnreachable.Because(cause, Authority, Reason(cause)),
        _ when HasWords(response) && (int)response.HttpStatusCode < 500 => Refused(response.Error!, description),
        _ when (int)response.HttpStatusCode is 429 or >= 500 => Errors.OAuthUnavailable.With(Authority, $"HTTP {(int)response.HttpStatusCode} {Detail(response, description)}".TrimEnd()),
        _ => Errors.OAuthAnswerInvalid.With(Authority, $"HTTP {(int)response.HttpStatusCode} {Detail(response, description)}".TrimEnd()),
    };

    /// <summary>An answer that says yes and holds nothing.</summary>
    internal SmtpSoarException NoToken() => Errors.OAuthAnswerInvalid.With(Authority, "there is no access token in its answer");

    private SmtpSoarException Refused(string error, string? description)
    {
        var refused = Errors.OAuthRefused.With(Authority, Words(error, description));
        return OAuthAdvice.For(error) is { } advice ? refused.Advising(advice) : refused;
    }

    private static bool HasWords(ProtocolResponse response) =>
        response.Json is { } json && json.ValueKind == System.Text.Json.JsonValueKind.Object && json.TryGetProperty("error", out _) && !string.IsNullOrEmpty(response.Error);

    private string Words(string? error, string? description) =>
        Excerpt.Of(secrets.Hide(string.IsNullOrWhiteSpace(description) ? error ?? "" : $"{error}: {description}").TrimEnd('.'));

    private string Detail(ProtocolResponse response, string? description)
    {
        if (HasWords(response))
            return Words(response.Error, description);
        var answer = response.HttpResponse;
        if (answer?.Headers.Location is { } elsewhere)
            return $"with a redirect to {(elsewhere.IsAbsoluteUri ? elsewhere.Authority : "another path")}, which is not followed";
        var type = answer?.Content?.Headers.ContentType?.MediaType;
        return type is null or "application/json" ? "without an answer that can be read" : $"with {type} in place of JSON";
    }

    private static string Reason(Exception exception)
    {
        while (exception.InnerException is { } cause)
            exception = cause;
        return exception.Message.TrimEnd('.', '\r', '\n');
    }
}
