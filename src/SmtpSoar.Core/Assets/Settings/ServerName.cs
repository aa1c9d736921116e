using System;
using System.Linq;
using System.Text.RegularExpressions;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Assets.Settings;

/// <summary>Checks what an asset calls its mail server.</summary>
internal static class ServerName
{
    internal static void Check(SmtpAsset asset)
    {
        var server = asset.Server ?? "";
        var isMissing = string.IsNullOrWhiteSpace(server);
        // A pickup directory stands in place of a server; a server beside it must still be one.
        if (isMissing && string.IsNullOrWhiteSpace(asset.PickupDirectory))
            throw Errors.AssetServerMissing.With(asset.Name is null ? "" : $"'{SafeText.Of(asset.Name)}' ");
        if (!isMissing && Fault(server) is { } fault)
            throw Errors.AssetServerInvalid.With(SafeText.Of(server), fault);
    }

    private static string? Fault(string server)
    {
        if (IsPlain(server) || Uri.CheckHostName(server) != UriHostNameType.Unknown)
            return null;
        if (server.Any(char.IsWhiteSpace))
            return "it has a blank in it";
        if (server.Contains("://"))
            return "it is a URL";
        if (server.Contains('@'))
            return "it is a mail address";
        return Regex.IsMatch(server, @"^(\[.*\]|[^:]*):[0-9]+$", RegexOptions.CultureInvariant)
            ? "it has a port behind the name"
            : "it is neither a host name nor an IP address";
    }

    // Almost all are, and the framework's own check compiles code at its first call, which a first mail would wait for.
    private static bool IsPlain(string server) =>
        server.Length < 64 && server.Split('.').All(label => label.Length > 0 && label.All(IsLetterOrDigit));

    private static bool IsLetterOrDigit(char sign) => sign is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9');
}
