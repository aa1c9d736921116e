using System;
using Xunit;

namespace SmtpSoar.Shell.Tests.Terminal;

/// <summary>A theory that drives the real shell at a terminal, as <see cref="TerminalFactAttribute"/> has it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TerminalTheoryAttribute : TheoryAttribute
{
    public TerminalTheoryAttribute() =>
        Skip = ShellTools.IsRequired && OperatingSystem.IsLinux() ? null : ShellTools.Missing ?? Tmux.Missing;
}
