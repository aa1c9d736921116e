using System.Collections.Generic;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace SmtpSoar.Shared.Tests;

/// <summary>Finds a test that needs something of the machine only where that is there, so that hundreds of lines do not say that it is not.</summary>
public sealed class LeftOutFactDiscoverer(IMessageSink sink) : FactDiscoverer(sink)
{
    public override IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        factAttribute.GetNamedArgument<string>("Skip") is null ? base.Discover(discoveryOptions, testMethod, factAttribute) : [];
}

/// <summary>Does the same for tests of several cases.</summary>
public sealed class LeftOutTheoryDiscoverer(IMessageSink sink) : TheoryDiscoverer(sink)
{
    public override IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo theoryAttribute) =>
        theoryAttribute.GetNamedArgument<string>("Skip") is null ? base.Discover(discoveryOptions, testMethod, theoryAttribute) : [];
}
