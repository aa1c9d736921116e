using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using MailKit.Security;

namespace SmtpSoar.Core.Smtp.Authentication;

/// <summary>Which SASL mechanism carries a password: the strongest that the server offers.</summary>
/// <remarks>
/// One is chosen and tried once: a wrong password must not cost a login for each mechanism. The next one is tried only
/// if the server says that it can't do the mechanism after all (RFC 4954, section 4: 504).
/// </remarks>
internal static class SaslChoice
{
    /// <summary>The server does not know the mechanism (RFC 4954, section 4).</summary>
    internal const int MechanismUnknown = 504;

    private static readonly IReadOnlyList<(string Name, Func<NetworkCredential, SaslMechanism> Create)> Ranked =
    [
        ("SCRAM-SHA-512", credential => new SaslMechanismScramSha512(credential)),
        ("SCRAM-SHA-256", credential => new SaslMechanismScramSha256(credential)),
        ("SCRAM-SHA-1", credential => new SaslMechanismScramSha1(credential)),
        ("CRAM-MD5", credential => new SaslMechanismCramMd5(credential)),
        ("PLAIN", credential => new SaslMechanismPlain(credential)),
        ("LOGIN", credential => new SaslMechanismLogin(credential)),
    ];

    /// <summary>The mechanisms to try, the best first.</summary>
    public static IEnumerable<SaslMechanism> ForPassword(ICollection<string> offered, NetworkCredential credential) =>
        from mechanism in Ranked
        where offered.Contains(mechanism.Name, StringComparer.OrdinalIgnoreCase)
        orderby IsPrepared(mechanism.Name) && !CanPrepare(credential)
        select mechanism.Create(credential);

    /// <summary>The error that none of what is offered will do.</summary>
    internal static SmtpSoarException NoneOffered(SmtpAsset asset, string purpose, ICollection<string> offered) =>
        Errors.MechanismNotOffered.With(asset.Server, purpose, string.Join(", ", offered.OrderBy(name => name, StringComparer.Ordinal)));

    // MailKit applies SASLprep (RFC 4013) for these, and breaks off within the exchange at what it can't prepare, such as
    // an emoji. A mechanism without preparation goes first then.
    private static bool IsPrepared(string mechanism) => mechanism.StartsWith("SCRAM-", StringComparison.Ordinal);

    private static bool CanPrepare(NetworkCredential credential)
    {
        try
        {
            SaslMechanism.SaslPrep(credential.UserName);
            SaslMechanism.SaslPrep(credential.Password);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
