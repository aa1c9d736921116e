using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation.Host;

namespace SmtpSoar.Pipeline;

/// <summary>Finds out whether a person sits before this session: only a person can log in, and a runbook must not wait for one.</summary>
/// <param name="Host">The name of the PowerShell host, or <see langword="null"/> if it can show nothing.</param>
/// <param name="CommandLine">How this process was started.</param>
/// <param name="IsUserInteractive">Whether the process has a desktop, or may have one.</param>
/// <param name="IsConsoleRedirected">Whether both the console's input and its output go elsewhere.</param>
internal sealed record InteractiveSession(string? Host, IReadOnlyList<string> CommandLine, bool IsUserInteractive, bool IsConsoleRedirected)
{
    private const string Console = "ConsoleHost";

    // The host of an engine that a program runs, and that of remoting and jobs.
    private static readonly string[] HostsOfNobody = ["Default Host", "ServerRemoteHost"];

    // Words that PowerShell takes for -NonInteractive; shorter beginnings could be -NoLogo or -NoProfile.
    private const string NonInteractive = "noninteractive";
    private const int MinBeginningLength = 4;

    // Text that stands behind one of these is for a script, and not for PowerShell.
    private static readonly string[] Ends = ["c", "command", "cwa", "commandwithargs", "f", "file"];

    private static readonly char[] Dashes = ['-', '/', '\u2013', '\u2014', '\u2015'];

    /// <summary>Whether a person is there, as far as it can be told.</summary>
    // Only the console knows of a command line: an editor starts its session without one to be typed at, and yet has a person.
    internal bool IsThere =>
        Host is not null && !HostsOfNobody.Contains(Host) && IsUserInteractive
        && (Host != Console || (!IsConsoleRedirected && !WasStartedForNobody));

    private bool WasStartedForNobody => CommandLine
        .Skip(1)
        .Where(word => word.Length > 1 && Dashes.Contains(word[0]))
        .Select(word => word.TrimStart(Dashes).ToLowerInvariant())
        .TakeWhile(word => !Ends.Contains(word))
        .Any(word => word.Length >= MinBeginningLength && NonInteractive.StartsWith(word, StringComparison.Ordinal));

    /// <summary>The facts known of this session.</summary>
    internal static InteractiveSession Of(PSHost? host) => new(
        host?.UI is null ? null : host.Name,
        Environment.GetCommandLineArgs(),
        Environment.UserInteractive,
        System.Console.IsInputRedirected && System.Console.IsOutputRedirected);
}
