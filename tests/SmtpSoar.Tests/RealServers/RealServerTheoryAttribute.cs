using System;
using Xunit;

namespace SmtpSoar.Tests.RealServers;

/// <summary>A theory that needs the real mail servers, and is skipped where they do not run.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RealServerTheoryAttribute : TheoryAttribute
{
    public RealServerTheoryAttribute() => Skip = MailServers.SkipReason;
}
