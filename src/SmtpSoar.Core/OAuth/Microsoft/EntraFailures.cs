using System;
using System.Net.Http;
using Microsoft.Identity.Client;
using SmtpSoar.Core.Assets.Login;
using SmtpSoar.Core.OAuth.Login;
using SmtpSoar.Core.Runtime;
using SmtpSoar.Core.Text;
using SmtpSoar.Core.Text.Redaction;

namespace SmtpSoar.Core.OAuth.Microsoft;

/// <summary>
/// Turns what Microsoft's library throws into errors that say what to do. None of its exceptions is kept: they quote requests.
/// </summary>
internal sealed class EntraFailures(OAuthSettings settings)
{
    /// <summary>The secrets that must not come back in any message.</summary>
    internal SecretRedactor Secrets { get; } = settings.CreateSecretWords();

    private string Authority => settings.Authority;

    /// <summary>The failure, or <see langword="null"/> if it is none of the library's or the network's.</summary>
    internal SmtpSoarException? Of(Exception exception, bool isRefresh) => exception switch
    {
        SmtpSoarException known => Advise(known),
        OperationCanceledException => Timeout(),
        MsalThrottledUiRequiredException repeated => Repeated(repeated.OriginalServiceException, isRefresh),
        MsalThrottledServiceException repeated => Repeated(repeated.OriginalServiceException, isRefresh),
        MsalServiceException service => OfService(service, isRefresh),
        _ when Cause<HttpRequestException>(exception) is { } tcp => Unreachable(tcp),
        MsalClientException client => OfClient(client),
        _ when IsOfJson(exception) => Unreadable(),
        _ => null,
    };

    // The library remembers some answers for a while, and gives them again without asking.
    private SmtpSoarException? Repeated(MsalServiceException original, bool isRefresh) =>
        Of(original, isRefresh) is { } failure ? failure.Advising($"{failure.Advice} {Messages.AnsweredFromMemory(Authority)}") : null;

    private SmtpSoarException OfService(MsalServiceException exception, bool isRefresh)
    {
        if (exception.ErrorCode == MsalError.RequestTimeout)
            return Timeout();
        if (exception.ErrorCode is MsalError.NoTokensFoundError or MsalError.UserNullError)
            return LoginAdvice.LoginNeeded(settings);
        if (Cause<HttpRequestException>(exception) is { } tcp)
            return Unreachable(tcp);
        var answer = EntraAnswer.Read(exception.ResponseBody, Secrets);
        if (exception.StatusCode is 429 or >= 500)
            return Errors.OAuthUnavailable.With(Authority, $"HTTP {exception.StatusCode} {answer?.Words}".TrimEnd());
        if (answer is null)
            return Errors.OAuthAnswerInvalid.With(Authority, $"HTTP {exception.StatusCode} without an answer that can be read");
        return isRefresh && exception is MsalUiRequiredException ? Ended(answer) : Refused(answer);
    }

    private SmtpSoarException OfClient(MsalClientException exception) => exception.ErrorCode switch
    {
        MsalError.JsonParseError or MsalError.NonParsableOAuthError or MsalError.AccessTokenTypeMissing => Unreadable(),
        MsalError.StateMismatchError => Errors.OAuthStateMismatch.With(),
        MsalError.CodeExpired => Errors.OAuthRefused.With(Authority, "the code has expired").Advising(EntraAdvice.For(70019)!),
        _ => Errors.OAuthRefused.With(Authority, EntraAnswer.FirstSentence(Secrets.Hide(exception.Message))),
    };

    private SmtpSoarException Ended(EntraAnswer answer)
    {
        var ended = LoginAdvice.LoginEnded(settings, answer.Words);
        if (EntraAdvice.For(answer.Code) is not { } advice)
            return ended;
        var names = advice.Contains("Connect-SmtpAsset") ? advice : $"{advice} {Messages.ThenLogInAgain}";
        return ended.Advising(names).For(settings.Asset);
    }

    private SmtpSoarException Refused(EntraAnswer answer)
    {
        var refused = Errors.OAuthRefused.With(Authority, answer.Words);
        return (EntraAdvice.For(answer.Code) ?? OAuthAdvice.For(answer.Error)) is { } advice
            ? refused.Advising(advice).For(settings.Asset)
            : refused;
    }

    // The browser brought Microsoft's words.
    private SmtpSoarException Advise(SmtpSoarException known) =>
        known.Definition == Errors.OAuthLoginRefused && EntraAdvice.For(EntraAnswer.CodeIn(known.Sentence)) is { } advice
        ? known.Advising(advice).For(settings.Asset)
        : known;

    private SmtpSoarException Unreadable() => Errors.OAuthAnswerInvalid.With(Authority, "its answer can't be read");

    // Which JSON library's it is depends on what the library was built for.
    private static bool IsOfJson(Exception exception) => exception.GetType().Name.StartsWith("Json", StringComparison.Ordinal);

    private SmtpSoarException Timeout() => Errors.OAuthTimeout.With(Authority, settings.Asset.TimeoutSec);

    private SmtpSoarException Unreachable(HttpRequestException tcp) =>
        Errors.OAuthUnreachable
            .Because(tcp, Authority, Quote.Of(Secrets.Hide(RootCause.Words(tcp))))
            .HidingInCause(Secrets.Hide);

    private static T? Cause<T>(Exception? exception)
        where T : Exception
    {
        while (exception is not null and not T)
            exception = exception.InnerException;
        return (T?)exception;
    }
}
