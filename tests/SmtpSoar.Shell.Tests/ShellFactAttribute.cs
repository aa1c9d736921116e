using System;
using Xunit;
using Xunit.Sdk;

namespace SmtpSoar.Shell.Tests;

/// <summary>A test that needs the real shell. Where the build could not fetch it the test is left out, and with CI=true it fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("SmtpSoar.Shared.Tests.LeftOutFactDiscoverer", "SmtpSoar.Shell.Tests")]
public sealed class ShellFactAttribute : FactAttribute
{
    public ShellFactAttribute() => Skip = ShellTools.IsRequired ? null : ShellTools.Missing;
}
