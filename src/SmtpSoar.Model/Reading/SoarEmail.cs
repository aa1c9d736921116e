using System;
using System.Collections.Generic;

namespace SmtpSoar;

/// <summary>A mail that was read (<c>Import-SoarEmail</c>).</summary>
public sealed class SoarEmail
{
    /// <summary>The file that it was read from, or <see langword="null"/>: text, or a mail within another.</summary>
    public string? Source { get; set; }

    /// <summary>The subject, decoded (RFC 2047).</summary>
    public string? Subject { get; set; }

    /// <summary>The authors (RFC 5322, section 3.6.2).</summary>
    public IReadOnlyList<SoarEmailAddress> From { get; set; } = [];

    /// <summary>The addresses of the To fields.</summary>
    public IReadOnlyList<SoarEmailAddress> To { get; set; } = [];

    /// <summary>The addresses of the Cc fields.</summary>
    public IReadOnlyList<SoarEmailAddress> Cc { get; set; } = [];

    /// <summary>The addresses of the Bcc fields, which a mail that was delivered seldom has.</summary>
    public IReadOnlyList<SoarEmailAddress> Bcc { get; set; } = [];

    /// <summary>The addresses for answers.</summary>
    public IReadOnlyList<SoarEmailAddress> ReplyTo { get; set; } = [];

    /// <summary>The time of the Date field, or <see langword="null"/> where it has none that can be read.</summary>
    public DateTimeOffset? Date { get; set; }

    /// <summary>The message id with its angle brackets, as results have it.</summary>
    public string? MessageId { get; set; }

    /// <summary>All header fields, in their order.</summary>
    public SoarEmailHeaderList Headers { get; set; } = new([]);

    /// <summary>The text, decoded, or <see langword="null"/> where the mail has none.</summary>
    public string? TextBody { get; set; }

    /// <summary>The HTML, decoded and as it stands there: it may run code in a browser.</summary>
    public string? HtmlBody { get; set; }

    /// <summary>All parts that are no body.</summary>
    public IReadOnlyList<SoarEmailAttachment> Attachments { get; set; } = [];

    /// <summary>The parts of the mail as a tree in text, a line each.</summary>
    public string Structure { get; set; } = "";

    /// <summary>The verdicts on the signatures (<c>-Verify</c>): at least one, and none where nothing was verified.</summary>
    public IReadOnlyList<SoarEmailSignature> Signature { get; set; } = [];

    /// <summary>The encryption of the mail: <c>S/MIME</c>, <c>OpenPGP</c>, or <see langword="null"/>.</summary>
    public string? Encryption { get; set; }

    /// <summary>The size in bytes, as it was read.</summary>
    public long Size { get; set; }

    /// <summary>Sentences about damage, limits that were reached, and things that are not as they look.</summary>
    public IReadOnlyList<string> Warnings { get; set; } = [];

    /// <summary>The bytes of the mail.</summary>
    internal IMailContent? Content { get; set; }

    /// <summary>The subject.</summary>
    public override string ToString() => Subject ?? "(no subject)";
}
