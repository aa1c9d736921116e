using System;
using SmtpSoar.Core.Addresses;

namespace SmtpSoar.Core.Dkim;

/// <summary>Tells whether a signature speaks for the author that readers see (RFC 7489, section 3.1.1).</summary>
internal static class DkimAlignment
{
    /// <summary>Whether the domains are the same, or one is below the other.</summary>
    /// <param name="from">The domain of the From address.</param>
    /// <param name="domain">The signing domain, in ASCII.</param>
    public static bool IsAligned(string from, string domain)
    {
        var author = DomainName.ToAscii(from) ?? from;
        return IsBelow(author, domain) || IsBelow(domain, author);
    }

    private static bool IsBelow(string name, string other) =>
        name.Equals(other, StringComparison.OrdinalIgnoreCase) || name.EndsWith("." + other, StringComparison.OrdinalIgnoreCase);
}
