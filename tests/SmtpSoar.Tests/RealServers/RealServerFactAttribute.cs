using System;
using Xunit;

namespace SmtpSoar.Tests.RealServers;

/// <summary>A test that needs the real mail servers, and is skipped where they do not run.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RealServerFactAttribute : FactAttribute
{
    public RealServerFactAttribute() => Skip = MailServers.SkipReason;
}
