namespace SmtpSoar.TestServer;

/// <summary>A point in a session where a <see cref="Script"/> can step in.</summary>
public sealed record Step
{
    private Step(string name, long offset = 0)
    {
        Name = name;
        Offset = offset;
    }

    /// <summary>The name of the step.</summary>
    public string Name { get; }

    /// <summary>The number of bytes, for <see cref="DataBytes"/>.</summary>
    public long Offset { get; }

    /// <summary>In place of the banner.</summary>
    public static Step Connect { get; } = new(nameof(Connect));

    /// <summary>The reply to EHLO.</summary>
    public static Step Ehlo { get; } = new(nameof(Ehlo));

    /// <summary>The reply to HELO.</summary>
    public static Step Helo { get; } = new(nameof(Helo));

    /// <summary>The reply to STARTTLS. A 2xx is followed by the handshake.</summary>
    public static Step StartTls { get; } = new(nameof(StartTls));

    /// <summary>In place of the TLS handshake.</summary>
    public static Step TlsHandshake { get; } = new(nameof(TlsHandshake));

    /// <summary>The reply to AUTH. After a 334 the server reads on, as in <see cref="AuthContinuation"/>.</summary>
    public static Step Auth { get; } = new(nameof(Auth));

    /// <summary>The reply to a line that the client sends within AUTH.</summary>
    public static Step AuthContinuation { get; } = new(nameof(AuthContinuation));

    /// <summary>The reply to MAIL.</summary>
    public static Step Mail { get; } = new(nameof(Mail));

    /// <summary>The reply to RCPT.</summary>
    public static Step Rcpt { get; } = new(nameof(Rcpt));

    /// <summary>The reply to DATA, usually 354.</summary>
    public static Step Data { get; } = new(nameof(Data));

    /// <summary>The reply to a BDAT chunk that is not the last.</summary>
    public static Step Bdat { get; } = new(nameof(Bdat));

    /// <summary>The reply to the final dot, or to the last BDAT chunk.</summary>
    public static Step EndOfData { get; } = new(nameof(EndOfData));

    /// <summary>The reply to RSET.</summary>
    public static Step Rset { get; } = new(nameof(Rset));

    /// <summary>The reply to NOOP.</summary>
    public static Step Noop { get; } = new(nameof(Noop));

    /// <summary>The reply to QUIT.</summary>
    public static Step Quit { get; } = new(nameof(Quit));

    /// <summary>When this many bytes of a message have come. A reply said here is the only one to that message, which is lost.</summary>
    /// <param name="count">Bytes as on the wire, counted for each message.</param>
    public static Step DataBytes(long count) => new(nameof(DataBytes), count);

    /// <inheritdoc/>
    public override string ToString() => Offset == 0 ? Name : $"{Name}({Offset})";
}
