using System;
using System.Collections.Generic;
using System.Text;

namespace SmtpSoar.TestServer;

/// <summary>A message that got its final 250, or that was accepted with its reply lost.</summary>
public sealed class ReceivedMessage
{
    private readonly Lazy<byte[]> _data;
    private readonly Lazy<string> _sha256;

    internal ReceivedMessage(Envelope envelope, MessageContent content, SmtpTestConnection connection)
    {
        MailFrom = envelope.From;
        MailParameters = envelope.Parameters;
        Recipients = [.. envelope.Accepted];
        RefusedRecipients = [.. envelope.Refused];
        ConnectionNumber = connection.Number;
        Tls = connection.IsTls;
        User = connection.User;
        Mechanism = connection.Mechanism;
        Size = content.Size;
        WireData = content.Wire;
        IsChunked = content.IsChunked;
        _data = new Lazy<byte[]>(content.Unstuff);
        _sha256 = new Lazy<string>(content.Hash);
    }

    /// <summary>The address of MAIL FROM; empty for the null sender.</summary>
    public string MailFrom { get; }

    /// <summary>What followed the address, for example <c>SIZE=500</c>, <c>BODY=8BITMIME</c>, <c>SMTPUTF8</c>.</summary>
    public IReadOnlyList<string> MailParameters { get; }

    /// <summary>The recipients that were accepted.</summary>
    public IReadOnlyList<ReceivedRecipient> Recipients { get; }

    /// <summary>The recipients that were refused.</summary>
    public IReadOnlyList<ReceivedRecipient> RefusedRecipients { get; }

    /// <summary>The message, its dots unstuffed, its line ends as they came. Empty when the server does not keep data.</summary>
    public byte[] Data => _data.Value;

    /// <summary>The message as on the wire, without the final dot.</summary>
    public ReadOnlyMemory<byte> WireData { get; }

    /// <summary>The number of bytes of <see cref="Data"/>, also when it is not kept.</summary>
    public long Size { get; }

    /// <summary>The SHA-256 of <see cref="Data"/> in lower-case hex, also when it is not kept.</summary>
    public string Sha256 => _sha256.Value;

    /// <summary>Whether it came by BDAT.</summary>
    public bool IsChunked { get; }

    /// <summary>The number of the connection that it came on.</summary>
    public int ConnectionNumber { get; }

    /// <summary>Whether it came through TLS.</summary>
    public bool Tls { get; }

    /// <summary>Who had logged in.</summary>
    public string? User { get; }

    /// <summary>The SASL mechanism of that login.</summary>
    public string? Mechanism { get; }

    /// <summary>The message as text, read as UTF-8.</summary>
    public string Text => Encoding.UTF8.GetString(Data);
}

/// <summary>A recipient that the client named.</summary>
/// <param name="Address">The address.</param>
/// <param name="Parameters">What followed it, for example <c>NOTIFY=SUCCESS</c>.</param>
/// <param name="Code">The code of the reply.</param>
public sealed record ReceivedRecipient(string Address, IReadOnlyList<string> Parameters, int Code)
{
    /// <summary>The address.</summary>
    public override string ToString() => Address;
}
