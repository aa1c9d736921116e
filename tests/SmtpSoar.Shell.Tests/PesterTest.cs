namespace SmtpSoar.Shell.Tests;

/// <summary>The outcome of a test in a Pester file, with Pester's words.</summary>
public sealed record PesterTest(string File, string Name, string Outcome, string Details)
{
    public string Version { get; init; } = "";

    public override string ToString() => $"Pester {Version}, {File}: {Name}";
}
