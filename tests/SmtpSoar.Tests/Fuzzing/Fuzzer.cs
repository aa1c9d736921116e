using System;

namespace SmtpSoar.Tests.Fuzzing;

/// <summary>Makes input of one kind, hands it to the product, and looks at what comes of it.</summary>
internal abstract class Fuzzer : IDisposable
{
    /// <summary>The name that stands in a seed's report.</summary>
    public string Name => GetType().Name.Replace("Fuzzer", "", StringComparison.Ordinal);

    /// <summary>A case, which depends on the random numbers and nothing else.</summary>
    public abstract FuzzInput Make(Random random);

    /// <summary>Runs a case.</summary>
    /// <exception cref="FuzzFindingException">The product did what no input may bring about.</exception>
    public abstract void Run(FuzzInput input);

    public virtual void Dispose() => GC.SuppressFinalize(this);
}
