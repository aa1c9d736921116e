using System;

namespace SmtpSoar;

/// <summary>A failure that the module foresaw. Its message says what happened, to what, and what to do next.</summary>
public sealed class SmtpSoarException : Exception
{
    internal SmtpSoarException(ErrorDefinition definition, string sentence, string advice, Exception? cause)
        : base(advice.Length == 0 ? sentence : sentence + " " + advice, cause)
    {
        Definition = definition;
        Sentence = sentence;
        Advice = advice;
    }

    /// <summary>The stable id of the error.</summary>
    public string ErrorId => Definition.Id;

    /// <summary>What kind of failure it is.</summary>
    public ErrorKind Kind => Definition.Kind;

    /// <summary>What happened, to what.</summary>
    public string Sentence { get; }

    /// <summary>What to do next.</summary>
    public string Advice { get; }

    internal ErrorDefinition Definition { get; }

    /// <summary>The same failure with better advice.</summary>
    internal SmtpSoarException Advise(string advice) => new(Definition, Sentence, advice, InnerException);
}
