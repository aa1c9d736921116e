using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using MailKit.Security;

namespace SmtpSoar.Core.Delivery;

/// <summary>Which SASL mechanism carries a password: the strongest that the server offers.</summary>
/// <remarks>
/// One is chosen and tried once: a wrong password must not cost a login for each mechanism. The next one is tried only
/// if the server says that it can't do the mechanism after all (RFC 4954, section 4: 504).
/// </remarks>
internal static class SaslChoice
{
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
        select mechanism.Create(credential);
}
