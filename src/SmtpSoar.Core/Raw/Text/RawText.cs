namespace SmtpSoar.Core.Raw.Text;

/// <summary>Makes a message of what people type, or paste, or build with a script.</summary>
internal static class RawText
{
    private const char ByteOrderMark = '\uFEFF';

    public static string Prepare(string text)
    {
        text = text.TrimStart(ByteOrderMark);
        if (string.IsNullOrWhiteSpace(text))
            throw Errors.RawEmailEmpty.With(RawSource.Text);

        if (TypedText.EndsInSeveralBreaks(text))
            throw Errors.RawBreaksMixed.With(RawSource.Text);
        return TypedText.Find(text) is { } typed ? TypedText.Read(typed) : IndentedText.Unindent(text);
    }
}
