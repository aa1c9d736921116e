using System;
using System.Collections.Generic;
using System.Linq;
using MailKit.Net.Smtp;

namespace SmtpSoar.Core.Runtime;

/// <summary>Finds what really happened in what MailKit and the framework wrapped around it.</summary>
internal static class RootCause
{
    // MailKit's words.
    private const string Disconnected = "unexpectedly disconnected";

    /// <summary>Finds a time limit or a stop, which TLS wraps into failures of its own. Without one it is the exception itself.</summary>
    public static Exception Of(Exception thrown) =>
        Chain(thrown).FirstOrDefault(cause => cause is TimeoutException)
        ?? Chain(thrown).FirstOrDefault(cause => cause is OperationCanceledException)
        ?? thrown;

    /// <summary>The words of the innermost exception, without the full stop.</summary>
    public static string Words(Exception thrown) => Chain(thrown).Last().Message.TrimEnd('.', '\r', '\n');

    /// <summary>Whether the server closed the connection where it owed a reply.</summary>
    public static bool IsDisconnect(Exception thrown) => thrown is SmtpProtocolException && thrown.Message.Contains(Disconnected);

    /// <summary>The exception that MailKit throws when the server closes the connection.</summary>
    public static SmtpProtocolException Disconnect() => new(Disconnected);

    private static IEnumerable<Exception> Chain(Exception? thrown)
    {
        for (; thrown is not null; thrown = thrown.InnerException)
            yield return thrown;
    }
}
