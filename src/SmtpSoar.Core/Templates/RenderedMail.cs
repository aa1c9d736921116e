using System.Collections.Generic;

namespace SmtpSoar.Core.Templates;

/// <summary>The mail that a template made of one object. A value that it does not have is <see langword="null"/> or empty.</summary>
public sealed class RenderedMail
{
    /// <summary>The author.</summary>
    public string? From { get; init; }

    /// <summary>The recipients.</summary>
    public IReadOnlyList<string> To { get; init; } = [];

    /// <summary>The recipients of a copy.</summary>
    public IReadOnlyList<string> Cc { get; init; } = [];

    /// <summary>The recipients of a copy that nobody else sees.</summary>
    public IReadOnlyList<string> Bcc { get; init; } = [];

    /// <summary>The subject.</summary>
    public string? Subject { get; init; }

    /// <summary>More header fields.</summary>
    public IReadOnlyList<HeaderField> Headers { get; init; } = [];

    /// <summary>How urgent the message is.</summary>
    public MailPriority? Priority { get; init; }

    /// <summary>The body: HTML, text or Markdown, as <see cref="Kind"/> says.</summary>
    public string Body { get; init; } = "";

    /// <summary>The text for readers without HTML, where a template for it stands beside the one for HTML.</summary>
    public string? Text { get; init; }

    /// <summary>The kind of text that the body is.</summary>
    public TemplateKind Kind { get; init; }

    /// <summary>Sentences that the sender should know though the message goes.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
