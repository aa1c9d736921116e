using System;
using Xunit;
using Xunit.Sdk;

namespace SmtpSoar.Shell.Tests.Terminal;

/// <summary>A theory that drives the real shell at a terminal, as <see cref="TerminalFactAttribute"/> has it.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("SmtpSoar.Shared.Tests.LeftOutTheoryDiscoverer", "SmtpSoar.Shell.Tests")]
public sealed class TerminalTheoryAttribute : TheoryAttribute
{
    public TerminalTheoryAttribute() =>
        Skip = ShellTools.IsRequired && OperatingSystem.IsLinux() ? null : ShellTools.Missing ?? Tmux.Missing;
}
