using System;
using Xunit;

namespace SmtpSoar.Module.Tests.Browser;

/// <summary>A test that needs a real browser, and is skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = Chromium.Program is null ? "no browser: Chromium is not installed" : null;
}
