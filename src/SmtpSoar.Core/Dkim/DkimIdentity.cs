using System.Collections.Generic;
using System.Threading;
using SmtpSoar.Core.Assets.Settings;
using SmtpSoar.Core.Dkim.Keys;

namespace SmtpSoar.Core.Dkim;

/// <summary>A key and the name under which DNS publishes its public half.</summary>
/// <param name="Selector">The selector (RFC 6376, section 3.1), in ASCII.</param>
/// <param name="Key">The key.</param>
internal sealed record DkimIdentity(string Selector, DkimKey Key)
{
    /// <summary>Reads the keys of an asset's settings.</summary>
    /// <exception cref="SmtpSoarException">One can't be read, or may not sign.</exception>
    public static List<DkimIdentity> Read(DkimSettings settings, CancellationToken cancellationToken)
    {
        var keys = new List<DkimIdentity>();
        for (var i = 0; i < settings.Keys.Count; i++)
        {
            var selector = settings.Selectors[i];
            keys.Add(new DkimIdentity(selector, DkimKeySource.Read(settings.Keys[i], selector, cancellationToken)));
        }

        return keys;
    }

    /// <summary>The name of its record (RFC 6376, section 3.6.2.1).</summary>
    /// <param name="domain">The signing domain.</param>
    public string RecordName(string domain) => $"{Selector}._domainkey.{domain}";
}
