namespace SmtpSoar.Core.Templates;

/// <summary>The kinds of text that a template makes.</summary>
public enum TemplateKind : long
{
    /// <summary>The kind that its name and its first characters say: HTML, unless it is called .txt or begins with no tag.</summary>
    Automatic,

    /// <summary>HTML, and a text beside it.</summary>
    Html,

    /// <summary>Plain text.</summary>
    Text,

    /// <summary>Markdown.</summary>
    Markdown,
}
