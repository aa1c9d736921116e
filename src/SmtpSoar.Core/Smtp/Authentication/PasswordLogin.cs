using System;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using MailKit.Security;
using SmtpSoar.Core.Smtp.Protocol;

namespace SmtpSoar.Core.Smtp.Authentication;

/// <summary>Logs in with user name and password.</summary>
internal sealed class PasswordLogin(SmtpAsset asset, ProtocolMonitor monitor)
{
    private const int Challenge = 334;
    private const int MechanismTooWeak = 534;
    private const string WrongExchange = "its part of the exchange was wrong, so it may not know the password either";

    /// <summary>Logs in.</summary>
    /// <returns>How it was done, for the result.</returns>
    public async Task<string> LogInAsync(SoarSmtpClient transport, CancellationToken cancellationToken)
    {
        var credential = new NetworkCredential(asset.Username, asset.Password);
        var mechanisms = SaslChoice.ForPassword(transport.AuthenticationMechanisms, credential).ToList();
        if (mechanisms.Count == 0)
            throw SaslChoice.NoneOffered(asset, "passwords", transport.AuthenticationMechanisms);

        for (var i = 0; ; i++)
        {
            try
            {
                await transport.AuthenticateAsync(mechanisms[i], cancellationToken).ConfigureAwait(false);
                return Done(mechanisms[i]);
            }
            catch (AuthenticationException cause) when (IsTaken(cause, monitor))
            {
                return Done(mechanisms[i]);
            }
            catch (AuthenticationException cause)
            {
                var reply = ReplyOf(cause);
                if (reply?.Code != SaslChoice.MechanismUnknown || i + 1 == mechanisms.Count)
                    throw Failed(mechanisms[i].MechanismName, reply, cause);
            }
            catch (Exception cause) when (cause is ArgumentException or NotSupportedException or FormatException or OverflowException)
            {
                // MailKit's words may hold what was prepared.
                var failed = Failed(mechanisms[i].MechanismName, WhyBroken(cause));
                await transport.CancelLoginAsync(cancellationToken).ConfigureAwait(false);
                throw failed;
            }
        }
    }

    /// <summary>Whether the login succeeded with another code than 235, the only one that MailKit knows.</summary>
    internal static bool IsTaken(AuthenticationException cause, ProtocolMonitor monitor) =>
        monitor.LastSucceeded && cause is not SaslException && cause.InnerException is not SaslException;

    /// <summary>The reply in MailKit's text, which leaves out the code of one reply only.</summary>
    internal static SmtpReply? ReplyOf(AuthenticationException cause) =>
        ReplyParser.ParseWhole(cause.Message) ?? (cause is SaslException ? null : ReplyParser.Parse(MechanismTooWeak, cause.Message));

    // In the middle of the exchange: the challenge is no base64 (RFC 4954, section 4), SASLprep fails (RFC 4013), or a number is none.
    private string WhyBroken(Exception cause) => cause switch
    {
        _ when monitor.Last is { Code: Challenge } last && !IsBase64(last.Text) => "its challenge is no base64",
        ArgumentException => "the user name or the password has characters that no login may have",
        _ => WrongExchange,
    };

    private static bool IsBase64(string text)
    {
        try
        {
            Convert.FromBase64String(text);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static string Done(SaslMechanism mechanism) => $"Basic ({mechanism.MechanismName})";

    private SmtpSoarException Failed(string mechanism, SmtpReply? reply, AuthenticationException cause)
    {
        // A SASL exchange that breaks off may quote what was sent, so its own words are not repeated.
        if (reply is null || cause.InnerException is SaslException)
            return Failed(mechanism, WrongExchange);
        var shown = monitor.Shown(reply);
        return Failed(mechanism, shown).After(shown, ReplyAdvice.For(reply));
    }

    private SmtpSoarException Failed(string mechanism, object why) =>
        Errors.AuthenticationFailed.With(asset.Server, asset.Username, mechanism, why);
}
