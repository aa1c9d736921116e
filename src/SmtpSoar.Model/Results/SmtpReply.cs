namespace SmtpSoar;

/// <summary>The reply of a server (RFC 5321, section 4.2).</summary>
public sealed class SmtpReply
{
    // The codes and the text together are no longer than a sentence.
    private const int MaxText = ShownText.MaxSentence - 20;

    internal SmtpReply(int code, string? enhancedCode, string text)
    {
        Code = code;
        EnhancedCode = enhancedCode;
        Text = ShownText.Line(text, MaxText);
    }

    /// <summary>The reply code, such as 550.</summary>
    public int Code { get; }

    /// <summary>The enhanced status code (RFC 3463), such as <c>5.1.1</c>, or <see langword="null"/>.</summary>
    public string? EnhancedCode { get; }

    /// <summary>The text without the codes, in one line.</summary>
    public string Text { get; }

    /// <summary>The reply as it stands on the wire, in one line.</summary>
    public override string ToString() => EnhancedCode is null ? $"{Code} {Text}".TrimEnd() : $"{Code} {EnhancedCode} {Text}".TrimEnd();
}
