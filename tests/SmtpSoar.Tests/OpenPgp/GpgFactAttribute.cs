using System;
using Xunit;
using Xunit.Sdk;

namespace SmtpSoar.Tests.OpenPgp;

/// <summary>A test that needs gpg, and is left out where it is not installed. On a machine with the real servers it is.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("SmtpSoar.Shared.Tests.LeftOutFactDiscoverer", "SmtpSoar.Tests")]
public sealed class GpgFactAttribute : FactAttribute
{
    public GpgFactAttribute() => Skip = GpgHome.IsInstalled ? null : "gpg is not installed.";
}

/// <summary>A test of several cases that needs gpg.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("SmtpSoar.Shared.Tests.LeftOutTheoryDiscoverer", "SmtpSoar.Tests")]
public sealed class GpgTheoryAttribute : TheoryAttribute
{
    public GpgTheoryAttribute() => Skip = GpgHome.IsInstalled ? null : "gpg is not installed.";
}
