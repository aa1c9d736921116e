using System;
using System.Collections.Generic;
using System.Linq;

namespace SmtpSoar;

/// <summary>A message in an outbox, as <c>Get-SoarOutbox</c> shows it.</summary>
public sealed class OutboxEntry
{
    /// <summary>Its name in the outbox. Ids sort by the time of acceptance.</summary>
    public string Id { get; set; } = "";

    /// <summary>Its state.</summary>
    public OutboxState State { get; set; }

    /// <summary>The subject, without characters that a terminal would obey.</summary>
    public string? Subject { get; set; }

    /// <summary>The envelope's sender.</summary>
    public string From { get; set; } = "";

    /// <summary>The envelope's recipients.</summary>
    public string[] To { get; set; } = [];

    /// <summary>The server's answers about each recipient so far.</summary>
    public IReadOnlyList<RecipientResult> Recipients { get; set; } = [];

    /// <summary>The size of the message in bytes.</summary>
    public long Size { get; set; }

    /// <summary>When it was accepted into the outbox.</summary>
    public DateTimeOffset Accepted { get; set; }

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; set; }

    /// <summary>When it is due again, or its draft is asked about again; <see langword="null"/>: at once, or never.</summary>
    public DateTimeOffset? NextTry { get; set; }

    /// <summary>When it was sent, refused for good, or became unknown; <see langword="null"/>: not yet, or not on record.</summary>
    public DateTimeOffset? Finished { get; set; }

    /// <summary>The recipients that the server refused for good; the others may have got the message all the same.</summary>
    public string[] Refused => [.. Recipients.Where(recipient => recipient.Accepted == false).Select(recipient => recipient.Address)];

    /// <summary>Why it was not sent, or not to all, or <see langword="null"/>.</summary>
    public string? LastError { get; set; }

    /// <summary>The id of that error.</summary>
    public string? ErrorId { get; set; }

    /// <summary>The server's last reply.</summary>
    public string? ServerResponse { get; set; }

    /// <summary>The Message-ID with its angle brackets.</summary>
    public string? MessageId { get; set; }

    /// <summary>Whether it was sent again after its outcome was unknown, so that it may have arrived twice.</summary>
    public bool Resent { get; set; }

    /// <summary>Whether its content is encrypted in the outbox. The subject is not shown then.</summary>
    public bool IsEncrypted { get; set; }

    /// <summary>The full path of the message as it goes over the wire.</summary>
    public string Path { get; set; } = "";

    /// <summary>The full path of the outbox.</summary>
    public string Outbox { get; set; } = "";

    /// <summary>Whether a draft may tell what became of the message, whose outcome is unknown.</summary>
    internal bool MayAskDraft { get; set; }

    /// <summary>How its outbox was opened, for the next command of the pipeline. A secret; <see langword="null"/>: not known.</summary>
    internal OutboxAccess? Access { get; set; }

    /// <summary>The message in one line.</summary>
    public override string ToString() => $"'{Subject}' from {From} to {string.Join(", ", To)} ({Id})";
}
