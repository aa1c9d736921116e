using System;
using Xunit;

namespace SmtpSoar.Shell.Tests;

/// <summary>A theory that needs the real shell, as <see cref="ShellFactAttribute"/> has it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ShellTheoryAttribute : TheoryAttribute
{
    public ShellTheoryAttribute() => Skip = ShellTools.IsRequired ? null : ShellTools.Missing;
}
