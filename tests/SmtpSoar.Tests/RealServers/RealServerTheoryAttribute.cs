using System;
using Xunit;
using Xunit.Sdk;

namespace SmtpSoar.Tests.RealServers;

/// <summary>A theory that needs the real mail servers, and is left out where they do not run.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("SmtpSoar.Shared.Tests.LeftOutTheoryDiscoverer", "SmtpSoar.Tests")]
public sealed class RealServerTheoryAttribute : TheoryAttribute
{
    public RealServerTheoryAttribute() => Skip = MailServers.SkipReason;
}
