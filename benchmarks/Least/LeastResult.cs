using System;

namespace SmtpSoar.Benchmarks.Least;

/// <summary>The result of a mail, nearly as wide as that of the module.</summary>
public sealed class LeastResult
{
    public string? Status { get; set; }

    public string? Message { get; set; }

    public string? Action { get; set; }

    public object? Parameter { get; set; }

    public string? MessageId { get; set; }

    public object? Recipients { get; set; }

    public string? ServerResponse { get; set; }

    public string? Server { get; set; }

    public int? Port { get; set; }

    public string? Tls { get; set; }

    public string? Authentication { get; set; }

    public long Size { get; set; }

    public int Attempts { get; set; }

    public TimeSpan Duration { get; set; }

    public string? ErrorId { get; set; }
}
