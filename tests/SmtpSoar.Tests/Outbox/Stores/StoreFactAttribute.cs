using System;
using System.Collections.Generic;
using System.Linq;
using SmtpSoar.Tests.RealServers;
using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace SmtpSoar.Tests.Outbox.Stores;

/// <summary>A test that every store runs. It is left out for a class that needs the real servers where they do not run.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("SmtpSoar.Tests.Outbox.Stores.StoreFactDiscoverer", "SmtpSoar.Tests")]
public sealed class StoreFactAttribute : FactAttribute;

/// <summary>The same with several cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("SmtpSoar.Tests.Outbox.Stores.StoreTheoryDiscoverer", "SmtpSoar.Tests")]
public sealed class StoreTheoryAttribute : TheoryAttribute;

/// <summary>Marks a class whose store needs the real servers.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsRealServersAttribute : Attribute
{
    internal static bool IsMissedBy(ITestMethod method) =>
        MailServers.SkipReason is not null
        && method.TestClass.Class.GetCustomAttributes(typeof(NeedsRealServersAttribute)).Any();
}

/// <summary>Finds the tests of a store.</summary>
public sealed class StoreFactDiscoverer(IMessageSink sink) : FactDiscoverer(sink)
{
    public override IEnumerable<IXunitTestCase> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        NeedsRealServersAttribute.IsMissedBy(testMethod) ? [] : base.Discover(discoveryOptions, testMethod, factAttribute);
}

/// <summary>Finds the tests of a store that have several cases.</summary>
public sealed class StoreTheoryDiscoverer(IMessageSink sink) : TheoryDiscoverer(sink)
{
    public override IEnumerable<IXunitTestCase> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo theoryAttribute) =>
        NeedsRealServersAttribute.IsMissedBy(testMethod) ? [] : base.Discover(discoveryOptions, testMethod, theoryAttribute);
}
