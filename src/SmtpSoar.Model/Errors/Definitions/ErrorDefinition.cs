using System;
using System.Globalization;

namespace SmtpSoar;

/// <summary>
/// One error that users can meet: its id, its kind, its sentence and its advice. All of them stand in <see cref="Errors"/>.
/// </summary>
public sealed class ErrorDefinition
{
    internal ErrorDefinition(string id, ErrorKind kind, FailureHandling handling, string sentence, string advice)
    {
        Id = id;
        Kind = kind;
        Handling = handling;
        Sentence = sentence;
        Advice = advice;
    }

    /// <summary>The stable first part of PowerShell's <c>FullyQualifiedErrorId</c>.</summary>
    public string Id { get; }

    /// <summary>The kind of failure.</summary>
    public ErrorKind Kind { get; }

    /// <summary>The meaning for another try, and for an outbox.</summary>
    internal FailureHandling Handling { get; }

    /// <summary>The sentence, as a composite format string: what happened, to what.</summary>
    public string Sentence { get; }

    /// <summary>The advice: what to do next.</summary>
    public string Advice { get; }

    /// <summary>The error with its particulars filled in.</summary>
    /// <param name="arguments">The values for the sentence's placeholders. Never a secret.</param>
    internal SmtpSoarException With(params object?[] arguments) => Because(null, arguments);

    /// <summary>The error with its particulars and its cause.</summary>
    internal SmtpSoarException Because(Exception? cause, params object?[] arguments) => new(this, Fill(arguments), Advice, cause);

    // Shortens each particular if the sentence would be too long: none of them takes the place of the others.
    private string Fill(object?[] arguments)
    {
        var sentence = string.Format(CultureInfo.InvariantCulture, Sentence, arguments);
        if (sentence.Length <= ShownText.MaxSentence)
            return sentence;
        var longest = (ShownText.MaxSentence - Sentence.Length) / arguments.Length;
        return string.Format(CultureInfo.InvariantCulture, Sentence, Array.ConvertAll(arguments, argument => Shorten(argument, longest)));
    }

    // A number keeps its type: the placeholder may give it a format.
    private static object? Shorten(object? argument, int longest) =>
        argument is null or ValueType ? argument : ShownText.Cut(argument.ToString() ?? "", longest);
}
