using System;
using System.Net;
using System.Net.Sockets;
using Xunit;

namespace SmtpSoar.Tests.TestServer;

/// <summary>A test that needs IPv6. On a machine without it the test is skipped, with the reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class IPv6FactAttribute : FactAttribute
{
    public IPv6FactAttribute() => Skip = IPv6.SkipReason;
}

/// <summary>The same for a test of several cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class IPv6TheoryAttribute : TheoryAttribute
{
    public IPv6TheoryAttribute() => Skip = IPv6.SkipReason;
}

/// <summary>Finds out whether this machine has IPv6: the system may know it, and have no address.</summary>
internal static class IPv6
{
    public static string? SkipReason { get; } = IsThere() ? null : "This machine has no IPv6: nothing can listen at ::1.";

    private static bool IsThere()
    {
        if (!Socket.OSSupportsIPv6)
            return false;
        try
        {
            using var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 0));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
