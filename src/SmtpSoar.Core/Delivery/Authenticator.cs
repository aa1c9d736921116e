using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using MailKit.Net.Smtp;
using MailKit.Security;
using SmtpSoar.Core.Assets;

namespace SmtpSoar.Core.Delivery;

/// <summary>Logs in, with what the asset's settings say and nothing weaker.</summary>
internal sealed class Authenticator(SmtpAsset asset, bool allowFallback, IFeedback feedback, Conversation conversation)
{
    private const int MechanismUnknown = 504;
    private const int MechanismTooWeak = 534;

    private IReadOnlyList<AuthType> Methods => allowFallback ? AuthenticationChoice.Fallbacks(asset) : [AuthenticationChoice.Choose(asset)];

    /// <summary>Refuses what can't be done whatever the server offers, so that nobody need connect for it.</summary>
    public void Check()
    {
        if (Methods is [AuthType.OAuth])
            throw Errors.OAuthNotAvailable.With();
    }

    /// <summary>Logs in.</summary>
    /// <param name="transport">The connected client.</param>
    /// <param name="isLoopback">Whether the connection does not leave this machine.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>How it was done, for the result.</returns>
    public async Task<string> LogInAsync(SmtpTransport transport, bool isLoopback, CancellationToken cancellationToken)
    {
        var methods = Methods;
        foreach (var method in methods)
        {
            try
            {
                return await LogInAsync(method, transport, isLoopback, cancellationToken).ConfigureAwait(false);
            }
            catch (SmtpSoarException error) when (method != methods[methods.Count - 1] && error.Kind is ErrorKind.AuthenticationError or ErrorKind.NotImplemented)
            {
                feedback.Warning(Messages.AuthenticationFallback(method, error.Sentence));
            }
        }

        throw new System.InvalidOperationException("No method of authentication.");
    }

    private Task<string> LogInAsync(AuthType method, SmtpTransport transport, bool isLoopback, CancellationToken cancellationToken)
    {
        if (method == AuthType.Passwordless)
            return Task.FromResult("None");
        if (method == AuthType.OAuth)
            throw Errors.OAuthNotAvailable.With();
        if (!transport.IsSecure && !isLoopback && !asset.AllowInsecureAuthentication)
            throw Errors.InsecureAuthentication.With(asset.Server);
        if ((transport.Capabilities & SmtpCapabilities.Authentication) == 0)
            throw Errors.AuthenticationNotOffered.With(asset.Server, transport.IsSecure ? "" : " without TLS", method);
        return LogInWithPasswordAsync(transport, cancellationToken);
    }

    private async Task<string> LogInWithPasswordAsync(SmtpTransport transport, CancellationToken cancellationToken)
    {
        var credential = new NetworkCredential(asset.Username, asset.Password);
        conversation.Secrets.Add(credential.Password);
        var mechanisms = SaslChoice.ForPassword(transport.AuthenticationMechanisms, credential).ToList();
        if (mechanisms.Count == 0)
            throw Errors.MechanismNotOffered.With(asset.Server, "passwords", string.Join(", ", transport.AuthenticationMechanisms.OrderBy(name => name, System.StringComparer.Ordinal)));

        for (var i = 0; ; i++)
        {
            try
            {
                await transport.AuthenticateAsync(mechanisms[i], cancellationToken).ConfigureAwait(false);
                return $"Basic ({mechanisms[i].MechanismName})";
            }
            catch (AuthenticationException cause)
            {
                var reply = ReplyOf(cause);
                if (reply?.Code != MechanismUnknown || i + 1 == mechanisms.Count)
                    throw Failed(mechanisms[i].MechanismName, reply, cause);
            }
            catch (System.ArgumentException)
            {
                // SASLprep (RFC 4013), in the middle of the exchange. Its words may hold what was prepared.
                throw Failed(mechanisms[i].MechanismName, "the user name or the password has characters that no login may have");
            }
        }
    }

    // MailKit leaves the code out of its text for one reply only.
    private static SmtpReply? ReplyOf(AuthenticationException cause) =>
        ReplyParser.ParseWhole(cause.Message) ?? (cause is SaslException ? null : ReplyParser.Parse(MechanismTooWeak, cause.Message));

    private SmtpSoarException Failed(string mechanism, SmtpReply? reply, AuthenticationException cause)
    {
        // A SASL exchange that breaks off may quote what was sent, so its own words are not repeated.
        if (reply is null || cause.InnerException is SaslException)
            return Failed(mechanism, "its part of the exchange was wrong, so it may not know the password either");
        var shown = new SmtpReply(reply.Code, reply.EnhancedCode, conversation.Secrets.Hide(reply.Text));
        return Failed(mechanism, shown).After(shown, ReplyAdvice.For(reply));
    }

    private SmtpSoarException Failed(string mechanism, object why) => Errors.AuthenticationFailed.With(asset.Server, asset.Username, mechanism, why);
}
