using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailKit.Security;
using SmtpSoar.Core.Assets.Login;
using SmtpSoar.Core.OAuth.Tokens;
using SmtpSoar.Core.Smtp.Protocol;

namespace SmtpSoar.Core.Smtp.Authentication;

/// <summary>Logs in with an access token. A rejected one is replaced once: two logins at most, whatever the server says.</summary>
internal sealed class TokenLogin(ConnectionSettings settings)
{
    private readonly TokenSource _source = new(OAuthSettings.Of(settings.Asset), settings.OAuth, settings.Feedback);
    private TokenSet? _token;
    private bool _isLastTry;

    private SmtpAsset Asset => settings.Asset;

    /// <summary>Whether a rejected token was replaced, but the server hung up before the other one could be tried.</summary>
    public bool WantsAnotherConnection { get; private set; }

    /// <summary>Gets the token, before anything connects.</summary>
    /// <returns>A sentence about the token, for the details.</returns>
    public async Task<string> PrepareAsync(CancellationToken cancellationToken)
    {
        _token = await (settings.AlwaysNewToken ? _source.RenewAsync(cancellationToken) : _source.GetAsync(cancellationToken))
            .ConfigureAwait(false);
        return Messages.TokenReady(OAuthSettings.Of(Asset).Authority, _token.ExpiresOn);
    }

    /// <summary>Logs in.</summary>
    /// <returns>How it was done, for the result.</returns>
    public async Task<string> LogInAsync(SoarSmtpClient transport, ProtocolMonitor monitor, CancellationToken cancellationToken)
    {
        WantsAnotherConnection = false;
        while (true)
        {
            var mechanism = Choose(transport);
            monitor.Secrets.Add(_token!.AccessToken);
            try
            {
                await transport.AuthenticateAsync(mechanism, cancellationToken).ConfigureAwait(false);
                return Done(mechanism);
            }
            catch (AuthenticationException cause) when (PasswordLogin.IsTaken(cause, monitor))
            {
                return Done(mechanism);
            }
            catch (AuthenticationException cause)
            {
                await ReplaceTokenAsync(Failed(mechanism, cause, monitor), cancellationToken).ConfigureAwait(false);
            }

            // Asked first, since a login that gets no answer may have counted all the same.
            if (await transport.IsAliveAsync(cancellationToken).ConfigureAwait(false))
                continue;
            WantsAnotherConnection = true;
            throw Errors.ConnectionLost.With(Asset.Server, "the server closed it after it had rejected a token");
        }
    }

    private BearerMechanism Choose(SoarSmtpClient transport)
    {
        var offered = transport.AuthenticationMechanisms;
        if (offered.Contains(XOAuth2Mechanism.Name, StringComparer.OrdinalIgnoreCase))
            return new XOAuth2Mechanism(Asset.Username!.Trim(), _token!.AccessToken);
        return offered.Contains(OAuthBearerMechanism.Name, StringComparer.OrdinalIgnoreCase)
            ? new OAuthBearerMechanism(Asset.Username!.Trim(), _token!.AccessToken, Asset.Server!, Asset.EffectivePort)
            : throw SaslChoice.NoneOffered(Asset, "OAuth 2.0", offered);
    }

    // Only a refusal for good speaks of the token; 4xx says that the server can't tell now (RFC 4954, section 4).
    private async Task ReplaceTokenAsync(SmtpSoarException failed, CancellationToken cancellationToken)
    {
        if (_isLastTry || failed.Reply is not { Code: >= 500 and not SaslChoice.MechanismUnknown })
            throw failed;
        _isLastTry = true;
        settings.Feedback.Verbose(Messages.TokenRejected(Asset.Server!, failed.Reply));
        try
        {
            _token = await _source.ReplaceAsync(_token!, cancellationToken).ConfigureAwait(false);
        }
        catch (SmtpSoarException error) when (error.Is(Errors.OAuthLoginNeeded))
        {
            throw failed.Advising($"{failed.Advice} {error.Advice}");
        }
        catch (SmtpSoarException error)
        {
            throw error.Advising($"{error.Advice} {Messages.TokenWasRejected(Asset.Server!, failed.Reply)}");
        }
    }

    private SmtpSoarException Failed(BearerMechanism mechanism, AuthenticationException cause, ProtocolMonitor monitor)
    {
        var reply = PasswordLogin.ReplyOf(cause);
        if (reply is null)
            return Errors.TokenRejected.With(Asset.Server, Asset.Username, mechanism.MechanismName, "its part of the exchange was wrong");
        var shown = monitor.Shown(reply);
        var document = mechanism.ErrorDocument is { } said ? $" ({ErrorDocument.Describe(said, monitor.Secrets)})" : "";

        // After a rejection nothing more is tried, so there it is none of those that pass by.
        var definition = reply.Code < 500 && !_isLastTry ? Errors.TokenLoginUnavailable : Errors.TokenRejected;
        return definition.With(Asset.Server, Asset.Username, mechanism.MechanismName, $"{shown}{document}").After(shown, Advice(reply));
    }

    private static string Done(BearerMechanism mechanism) => $"OAuth ({mechanism.MechanismName})";

    private string? Advice(SmtpReply reply)
    {
        var advice = ReplyAdvice.For(reply, isToken: true);
        return _token!.User is { } user
            && user.Split(['@']).Length == 2
            && !user.Equals(Asset.Username!.Trim(), StringComparison.OrdinalIgnoreCase)
            ? $"{advice ?? Errors.TokenRejected.Advice} {Messages.TokenOfSomebodyElse(user, Asset.Username!)}"
            : advice;
    }
}
