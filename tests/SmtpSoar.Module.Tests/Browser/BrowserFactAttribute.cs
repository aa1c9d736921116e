using System;
using Xunit;

namespace SmtpSoar.Module.Tests.Browser;

/// <summary>A test that needs a real browser, and is skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    internal const string NoBrowser = "no browser: Chromium is not installed";

    public BrowserFactAttribute() => Skip = Chromium.Program is null ? NoBrowser : null;
}

/// <summary>A test of several cases that needs a real browser, and is skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = Chromium.Program is null ? BrowserFactAttribute.NoBrowser : null;
}
