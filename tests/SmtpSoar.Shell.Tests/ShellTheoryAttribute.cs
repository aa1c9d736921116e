using System;
using Xunit;
using Xunit.Sdk;

namespace SmtpSoar.Shell.Tests;

/// <summary>A theory that needs the real shell, as <see cref="ShellFactAttribute"/> has it.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("SmtpSoar.Shared.Tests.LeftOutTheoryDiscoverer", "SmtpSoar.Shell.Tests")]
public sealed class ShellTheoryAttribute : TheoryAttribute
{
    public ShellTheoryAttribute() => Skip = ShellTools.IsRequired ? null : ShellTools.Missing;
}
