namespace SmtpSoar.Tests.Fuzzing;

/// <summary>What is true of each sentence that a person reads.</summary>
internal static class SentenceCheck
{
    private const int MaxLength = 1_000_000;

    /// <summary>A failure is one of the module's own, and never the one that says that it knows none.</summary>
    public static void Error(SmtpSoarException? error)
    {
        if (error is null)
            return;
        if (error.ErrorId == "Unexpected")
            throw new FuzzFindingException("Unexpected: " + error, error);
        Text(error.Sentence);
        Text(error.Advice);
    }

    /// <summary>Not a megabyte.</summary>
    public static void Text(string text) =>
        FuzzFindingException.If(text.Length > MaxLength, $"a sentence is too long: {text.Length} characters, {WireCheck.Quoted(text)}");
}
