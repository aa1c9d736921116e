using System;
using Xunit;
using Xunit.Sdk;

namespace SmtpSoar.Tests.RealServers;

/// <summary>A test that needs the real mail servers, and is left out where they do not run.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("SmtpSoar.Shared.Tests.LeftOutFactDiscoverer", "SmtpSoar.Tests")]
public sealed class RealServerFactAttribute : FactAttribute
{
    public RealServerFactAttribute() => Skip = MailServers.SkipReason;
}
