using System.Linq;

namespace SmtpSoar.Tests.Fuzzing;

/// <summary>What is true of each sentence that a person reads.</summary>
internal static class SentenceCheck
{
    private const int MaxLength = 2_000;

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

    /// <summary>Short enough to be read, and nothing in it that a console obeys.</summary>
    public static void Text(string text)
    {
        FuzzFindingException.If(text.Length > MaxLength, $"a sentence is too long: {text.Length} characters, {WireCheck.Quoted(text)}");
        var rest = new string([.. text.SkipWhile(c => !IsControl(c))]);
        FuzzFindingException.If(rest.Length > 0, $"a sentence has control characters: {WireCheck.Quoted(rest)} in {WireCheck.Quoted(text)}");
    }

    private static bool IsControl(char c) =>
        (char.IsControl(c) && c is not ('\t' or '\n' or '\r')) || c is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069';
}
