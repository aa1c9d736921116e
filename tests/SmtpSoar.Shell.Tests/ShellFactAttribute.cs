using System;
using Xunit;

namespace SmtpSoar.Shell.Tests;

/// <summary>A test that needs the real shell. Where the build could not fetch it the test is skipped, and with CI=true it fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ShellFactAttribute : FactAttribute
{
    public ShellFactAttribute() => Skip = ShellTools.IsRequired ? null : ShellTools.Missing;
}
