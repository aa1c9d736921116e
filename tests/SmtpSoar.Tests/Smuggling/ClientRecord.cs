using System;
using System.Linq;
using System.Text;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Tests.Smuggling;

/// <summary>Holds every byte that a client sent against what it may send, with nothing of the server's own reading.</summary>
internal static class ClientRecord
{
    /// <summary>Looks at all the bytes of a server's connections, which must be closed.</summary>
    /// <param name="server">A server that keeps the client's bytes.</param>
    /// <param name="messages">How many messages must be there.</param>
    /// <param name="commands">The beginnings of the commands that are allowed, beside EHLO, DATA and QUIT.</param>
    public static void Check(SmtpTestServer server, int messages, params string[] commands)
    {
        Assert.NotEmpty(server.Connections);
        Assert.Equal(messages, server.Connections.Sum(connection => Check(connection.ClientBytes.Span, commands)));
        Assert.Equal(messages, server.Messages.Count);
    }

    /// <summary>Looks at the bytes of one connection.</summary>
    /// <returns>How many messages were ended by CRLF, dot, CRLF.</returns>
    public static int Check(ReadOnlySpan<byte> bytes, params string[] commands)
    {
        CheckLineEnds(bytes);
        var (messages, isContent) = (0, false);
        foreach (var line in Encoding.Latin1.GetString(bytes).Split("\r\n"))
        {
            if (isContent)
                (messages, isContent) = line == "." ? (messages + 1, false) : (messages, true);
            else
                isContent = IsData(line, commands);
        }

        Assert.False(isContent, "the content has no end");
        return messages;
    }

    /// <summary>Asserts that a CR and a LF only stand together.</summary>
    public static void CheckLineEnds(ReadOnlySpan<byte> bytes)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            var isLone = bytes[i] == '\r' ? i + 1 == bytes.Length || bytes[i + 1] != '\n' : bytes[i] == '\n' && (i == 0 || bytes[i - 1] != '\r');
            Assert.False(isLone, isLone ? $"a lone CR or LF at {i}: {Around(bytes, i)}" : null);
        }
    }

    /// <summary>Text whose line ends can be seen.</summary>
    public static string Visible(string text) => text.Replace("\r", "<CR>", StringComparison.Ordinal).Replace("\n", "<LF>", StringComparison.Ordinal);

    private static bool IsData(string line, string[] commands)
    {
        var isKnown = line is "" or "DATA" or "QUIT" || line.StartsWith("EHLO ", StringComparison.Ordinal)
            || commands.Any(command => line == command || line.StartsWith(command + " ", StringComparison.Ordinal));
        Assert.True(isKnown, $"a foreign command: {line}");
        return line == "DATA";
    }

    private static string Around(ReadOnlySpan<byte> bytes, int place)
    {
        var start = Math.Max(0, place - 60);
        return Visible(Encoding.Latin1.GetString(bytes[start..Math.Min(bytes.Length, place + 60)]));
    }
}
