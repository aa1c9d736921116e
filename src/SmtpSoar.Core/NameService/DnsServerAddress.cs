using System.Globalization;
using System.Net;
using System.Net.Sockets;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.NameService;

/// <summary>Reads the address of a DNS server, such as <c>192.0.2.53</c>, <c>192.0.2.53:5353</c> or <c>[2001:db8::53]:5353</c>.</summary>
internal static class DnsServerAddress
{
    private const int DefaultPort = 53;

    /// <summary>The address.</summary>
    /// <exception cref="SmtpSoarException">It is none.</exception>
    public static IPEndPoint Parse(string text)
    {
        var given = text.Trim();
        if (TryParse(given, out var address))
            return new IPEndPoint(address, DefaultPort);
        var colon = given.LastIndexOf(':');
        var (host, end) = colon > 0 ? (given.Substring(0, colon), given.Substring(colon + 1)) : ("", "");
        if (TryParse(host, out address)
            && int.TryParse(end, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            && Number.IsPort(port))
            return new IPEndPoint(address, port);
        throw Errors.DnsServerInvalid.With(SafeText.Of(text));
    }

    // The framework takes '1' and '1.2' for addresses too.
    private static bool TryParse(string text, out IPAddress address)
    {
        var plain = text.Length > 1 && text[0] == '[' && text[text.Length - 1] == ']' ? text.Substring(1, text.Length - 2) : text;
        return IPAddress.TryParse(plain, out address!)
            && (address.AddressFamily == AddressFamily.InterNetworkV6
                ? plain.IndexOf(']') < 0 && (plain.Length != text.Length || plain.IndexOf('[') < 0)
                : plain.Length == text.Length && plain.Split('.').Length == 4);
    }
}
