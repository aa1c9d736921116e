namespace SmtpSoar.Core.Templates;

/// <summary>What a template makes.</summary>
public enum TemplateKind : long
{
    /// <summary>What its name and its first characters say: HTML, unless it is called .txt or begins with no tag.</summary>
    Automatic,

    /// <summary>HTML, and a text beside it.</summary>
    Html,

    /// <summary>Plain text.</summary>
    Text,

    /// <summary>Markdown.</summary>
    Markdown,
}
