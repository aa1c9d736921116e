using System;
using SmtpSoar.Shared.Tests;
using Xunit;
using Xunit.Sdk;

namespace SmtpSoar.Module.Tests.Outbox;

/// <summary>Tests with a PostgreSQL server of their own, left out where the real servers of the tests do not run.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("SmtpSoar.Shared.Tests.LeftOutTheoryDiscoverer", "SmtpSoar.Module.Tests")]
public sealed class PostgresTheoryAttribute : TheoryAttribute
{
    public PostgresTheoryAttribute() => Skip = PostgresCluster.SkipReason;
}
