using System.Collections.Generic;
using System.Linq;
using MailKit.Net.Smtp;

namespace SmtpSoar.Core.Smtp;

/// <summary>
/// The names under which servers announce what they can (RFC 5321, section 4.1.1.1; IANA's registry of SMTP service extensions).
/// </summary>
internal static class ServiceExtensions
{
    private static readonly IReadOnlyList<Extension> Keywords =
    [
        new(SmtpCapabilities.StartTLS, "STARTTLS"),
        new(SmtpCapabilities.Size, "SIZE"),
        new(SmtpCapabilities.EightBitMime, "8BITMIME"),
        new(SmtpCapabilities.UTF8, "SMTPUTF8"),
        new(SmtpCapabilities.Dsn, "DSN"),
        new(SmtpCapabilities.Pipelining, "PIPELINING"),
        new(SmtpCapabilities.Chunking, "CHUNKING"),
        new(SmtpCapabilities.BinaryMime, "BINARYMIME"),
        new(SmtpCapabilities.EnhancedStatusCodes, "ENHANCEDSTATUSCODES"),
        new(SmtpCapabilities.RequireTLS, "REQUIRETLS"),
    ];

    /// <summary>The keywords, separated by blanks.</summary>
    public static string Of(SmtpCapabilities capabilities)
    {
        var offered = Keywords.Where(row => (capabilities & row.Capability) != 0).Select(row => row.Keyword).ToList();
        return offered.Count > 0 ? string.Join(" ", offered) : "no service extensions";
    }

    private sealed record Extension(SmtpCapabilities Capability, string Keyword);
}
