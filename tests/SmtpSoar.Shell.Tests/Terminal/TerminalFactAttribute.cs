using System;
using Xunit;
using Xunit.Sdk;

namespace SmtpSoar.Shell.Tests.Terminal;

/// <summary>A test that drives the real shell at a terminal. Skipped where there is no shell or no tmux; with CI=true it fails there, but on Linux only.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("SmtpSoar.Shared.Tests.LeftOutFactDiscoverer", "SmtpSoar.Shell.Tests")]
public sealed class TerminalFactAttribute : FactAttribute
{
    public TerminalFactAttribute() =>
        Skip = ShellTools.IsRequired && OperatingSystem.IsLinux() ? null : ShellTools.Missing ?? Tmux.Missing;
}
