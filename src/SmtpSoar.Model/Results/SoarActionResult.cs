using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Linq;

namespace SmtpSoar;

/// <summary>The outcome of one message: SOAR's action result, and what a mail server tells besides.</summary>
public class SoarActionResult
{
    private ReadOnlyCollection<RecipientResult> _recipients = new([]);

    /// <summary><c>success</c> or <c>failed</c>. SOAR: <c>action_result.status</c>.</summary>
    public string Status { get; set; } = "failed";

    /// <summary><c>Email sent</c>, or what went wrong and what to do. SOAR: <c>action_result.message</c>.</summary>
    public string Message { get; set; } = "";

    /// <summary>SOAR's name of the action, such as <c>send email</c>.</summary>
    public string Action { get; set; } = "";

    /// <summary>
    /// The parameters that were given, as text under their SOAR names; never a secret. SOAR: <c>action_result.parameter.*</c>.
    /// </summary>
    public IDictionary<string, object?> Parameter { get; set; } = new Dictionary<string, object?>();

    /// <summary>
    /// Always empty, as with the connector. SOAR: <c>action_result.data</c>, which has a list whatever the documentation says.
    /// </summary>
    public object[] Data { get; set; } = [];

    /// <summary><c>total_objects</c> and <c>total_objects_successful</c>. SOAR: <c>summary</c>.</summary>
    public IDictionary Summary => new SortedList(StringComparer.Ordinal)
    {
        ["total_objects"] = 1,
        ["total_objects_successful"] = IsSuccess ? 1 : 0,
    };

    /// <summary>The Message-ID with its angle brackets (RFC 5322, section 3.6.4).</summary>
    public string? MessageId { get; set; }

    /// <summary>Each recipient of the envelope, and what the server said about it.</summary>
    /// <remarks>
    /// A list, not an array: arrays have a method Address of their own, which PowerShell finds before the elements' property.
    /// </remarks>
    public IReadOnlyList<RecipientResult> Recipients
    {
        get => _recipients;
        set => _recipients = new ReadOnlyCollection<RecipientResult>(value.ToArray());
    }

    /// <summary>The server's last reply, often with its queue id; with a pickup directory the file.</summary>
    public string? ServerResponse { get; set; }

    /// <summary>The server.</summary>
    public string? Server { get; set; }

    /// <summary>The port.</summary>
    public int? Port { get; set; }

    /// <summary>The TLS version, or <see langword="null"/> where nothing was encrypted.</summary>
    public string? Tls { get; set; }

    /// <summary>How we logged in: <c>Basic (SCRAM-SHA-256)</c>, <c>None</c>.</summary>
    public string? Authentication { get; set; }

    /// <summary>The size of the message in bytes as it went over the wire.</summary>
    public long Size { get; set; }

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; set; }

    /// <summary>How long it took, from composing to the last reply.</summary>
    public TimeSpan Duration { get; set; }

    /// <summary>The id of the error, or <see langword="null"/>.</summary>
    public string? ErrorId { get; set; }

    /// <summary>
    /// Whether the message waits in the outbox, whole or for some of its recipients: <c>Send-SoarOutbox</c> sends it, and to send it anew
    /// would be to send it twice.
    /// </summary>
    public bool IsKept { get; set; }

    /// <summary>The message's id in the outbox, or <see langword="null"/> where there is no outbox.</summary>
    public string? OutboxId { get; set; }

    /// <summary>
    /// The name of the fallback asset by which the mail went, since the server of the first could not be used; <see langword="null"/>: it
    /// did not.
    /// <see cref="Message"/> tells why.
    /// </summary>
    public string? FallbackAsset { get; set; }

    internal bool IsSuccess => Status == "success";

    /// <summary>The result in SOAR's shape: <c>action_result</c> and <c>summary</c>.</summary>
    public string ToJson() => SoarJson.Write(this);

    /// <summary>The outcome in one line.</summary>
    public override string ToString() => $"{Action}: {Status} - {Message}";
}
