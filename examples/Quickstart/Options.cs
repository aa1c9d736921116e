namespace SmtpSoar.Quickstart;

/// <summary>What the command line says.</summary>
internal sealed record Options
{
    public bool Help { get; init; }

    public string? Server { get; init; }

    public int? Port { get; init; }

    public string Ssl { get; init; } = "StartTls";

    public string? User { get; init; }

    public string? PasswordVariable { get; init; }

    public string? From { get; init; }

    public string? To { get; init; }

    public string? Thumbprint { get; init; }
}
