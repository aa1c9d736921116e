using Xunit;

namespace SmtpSoar.Tests.OpenPgp;

/// <summary>Tests that set variables of the process: none runs beside them.</summary>
[CollectionDefinition(nameof(GpgTests), DisableParallelization = true)]
public sealed class GpgTests;
