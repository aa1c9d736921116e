using System;
using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using SmtpSoar.Core.Assets.Settings;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Smtp.Connection;

/// <summary>Finds what this machine calls itself in EHLO where the asset does not say.</summary>
/// <remarks>
/// RFC 5321, section 4.1.4: a client without a name that it can show gives its address. A name that breaks the rules costs the mail
/// at a server that holds clients to them, and a blank in it is a syntax error everywhere.
/// </remarks>
internal static class OwnName
{
    private const string Unnamed = "localhost.localdomain";

    /// <summary>The name that the system has for this machine.</summary>
    public static string Machine() => IPGlobalProperties.GetIPGlobalProperties().HostName;

    /// <summary>A name for EHLO, or an address that MailKit writes as a literal.</summary>
    /// <param name="machine">The machine's own name.</param>
    /// <param name="findAddress">Finds the local address of the connection, or <see langword="null"/> if only a proxy has one.</param>
    public static string Of(string machine, Func<IPAddress?> findAddress)
    {
        // An underscore is common in names of machines, and no letter of a domain. A full stop at the end is the root of DNS.
        var name = ToAscii(machine.Replace('_', '-').TrimEnd('.'));
        return LocalDomainName.IsDomain(name) ? name : findAddress() is { } address ? WithoutScope(address).ToString() : Unnamed;
    }

    private static string ToAscii(string name)
    {
        try
        {
            return TextChecks.IsAscii(name) ? name : new IdnMapping().GetAscii(name);
        }
        catch (ArgumentException)
        {
            return "";
        }
    }

    private static IPAddress WithoutScope(IPAddress address) => new(address.GetAddressBytes());
}
