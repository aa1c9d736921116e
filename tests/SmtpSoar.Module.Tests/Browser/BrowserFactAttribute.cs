using System;
using Xunit;
using Xunit.Sdk;

namespace SmtpSoar.Module.Tests.Browser;

/// <summary>A test that needs a real browser, and is left out where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("SmtpSoar.Shared.Tests.LeftOutFactDiscoverer", "SmtpSoar.Module.Tests")]
public sealed class BrowserFactAttribute : FactAttribute
{
    internal const string NoBrowser = "No browser: Chromium is not installed.";

    public BrowserFactAttribute() => Skip = Chromium.Program is null ? NoBrowser : null;
}

/// <summary>A test of several cases that needs a real browser, and is left out where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("SmtpSoar.Shared.Tests.LeftOutTheoryDiscoverer", "SmtpSoar.Module.Tests")]
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = Chromium.Program is null ? BrowserFactAttribute.NoBrowser : null;
}
