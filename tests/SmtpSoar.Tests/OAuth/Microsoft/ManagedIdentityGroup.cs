using Xunit;

namespace SmtpSoar.Tests.OAuth.Microsoft;

/// <summary>The tests that change where the environment says a managed identity is.</summary>
[CollectionDefinition(nameof(ManagedIdentityGroup), DisableParallelization = true)]
public sealed class ManagedIdentityGroup;
