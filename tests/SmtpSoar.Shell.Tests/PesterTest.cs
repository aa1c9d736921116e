namespace SmtpSoar.Shell.Tests;

/// <summary>What became of a test in a Pester file, and what Pester says about it.</summary>
public sealed record PesterTest(string File, string Name, string Outcome, string Details)
{
    public string Version { get; init; } = "";

    public override string ToString() => $"Pester {Version}, {File}: {Name}";
}
