using System.Collections.Generic;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace SmtpSoar.Shared.Tests;

/// <summary>Finds a test that needs something of the machine only where that is there, so that hundreds of lines do not say that it is not.</summary>
public sealed class LeftOutFactDiscoverer(IMessageSink sink) : FactDiscoverer(sink)
{
    public override IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions options, ITestMethod method, IAttributeInfo fact) =>
        fact.GetNamedArgument<string>("Skip") is null ? base.Discover(options, method, fact) : [];
}

/// <summary>As <see cref="LeftOutFactDiscoverer"/>, for tests of several cases.</summary>
public sealed class LeftOutTheoryDiscoverer(IMessageSink sink) : TheoryDiscoverer(sink)
{
    public override IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions options, ITestMethod method, IAttributeInfo theory) =>
        theory.GetNamedArgument<string>("Skip") is null ? base.Discover(options, method, theory) : [];
}
