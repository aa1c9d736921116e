namespace SmtpSoar.Core.Assets.Settings;

/// <summary>Which numbers are TCP ports that a server can have.</summary>
internal static class PortRange
{
    internal static bool Contains(int port) => port is >= 1 and <= 65535;
}
