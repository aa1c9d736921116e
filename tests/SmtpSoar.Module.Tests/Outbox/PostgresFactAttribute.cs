using System;
using SmtpSoar.Shared.Tests;
using Xunit;
using Xunit.Sdk;

namespace SmtpSoar.Module.Tests.Outbox;

/// <summary>A test with a PostgreSQL server of its own, left out where the real servers of the tests do not run.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("SmtpSoar.Shared.Tests.LeftOutFactDiscoverer", "SmtpSoar.Module.Tests")]
public sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute() => Skip = PostgresCluster.SkipReason;
}
