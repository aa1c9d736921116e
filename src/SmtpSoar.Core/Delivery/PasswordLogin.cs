using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using MailKit.Security;

namespace SmtpSoar.Core.Delivery;

/// <summary>Logs in with user name and password.</summary>
internal sealed class PasswordLogin(SmtpAsset asset, Conversation conversation)
{
    private const int MechanismTooWeak = 534;

    /// <summary>Logs in.</summary>
    /// <returns>How it was done, for the result.</returns>
    public async Task<string> LogInAsync(SmtpTransport transport, CancellationToken cancellationToken)
    {
        var credential = new NetworkCredential(asset.Username, asset.Password);
        conversation.Secrets.Add(credential.Password);
        var mechanisms = SaslChoice.ForPassword(transport.AuthenticationMechanisms, credential).ToList();
        if (mechanisms.Count == 0)
            throw SaslChoice.NoneOffered(asset, "passwords", transport.AuthenticationMechanisms);

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
                if (reply?.Code != SaslChoice.MechanismUnknown || i + 1 == mechanisms.Count)
                    throw Failed(mechanisms[i].MechanismName, reply, cause);
            }
            catch (System.ArgumentException)
            {
                // SASLprep (RFC 4013), in the middle of the exchange. Its words may hold what was prepared.
                throw Failed(mechanisms[i].MechanismName, "the user name or the password has characters that no login may have");
            }
        }
    }

    /// <summary>The reply in MailKit's text, which leaves out the code of one reply only.</summary>
    internal static SmtpReply? ReplyOf(AuthenticationException cause) =>
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
