using System.Collections.Generic;
using System.Linq;
using MailKit.Net.Smtp;

namespace SmtpSoar.Core.Delivery;

/// <summary>The names under which servers announce what they can (RFC 5321, section 4.1.1.1; IANA's registry of SMTP service extensions).</summary>
internal static class ServiceExtensions
{
    private static readonly IReadOnlyList<(SmtpCapabilities Capability, string Keyword)> Keywords =
    [
        (SmtpCapabilities.StartTLS, "STARTTLS"),
        (SmtpCapabilities.Size, "SIZE"),
        (SmtpCapabilities.EightBitMime, "8BITMIME"),
        (SmtpCapabilities.UTF8, "SMTPUTF8"),
        (SmtpCapabilities.Dsn, "DSN"),
        (SmtpCapabilities.Pipelining, "PIPELINING"),
        (SmtpCapabilities.Chunking, "CHUNKING"),
        (SmtpCapabilities.BinaryMime, "BINARYMIME"),
        (SmtpCapabilities.EnhancedStatusCodes, "ENHANCEDSTATUSCODES"),
        (SmtpCapabilities.RequireTLS, "REQUIRETLS"),
    ];

    /// <summary>The keywords, separated by blanks.</summary>
    public static string Of(SmtpCapabilities capabilities)
    {
        var offered = Keywords.Where(row => (capabilities & row.Capability) != 0).Select(row => row.Keyword).ToList();
        return offered.Count > 0 ? string.Join(" ", offered) : "no service extensions";
    }
}
