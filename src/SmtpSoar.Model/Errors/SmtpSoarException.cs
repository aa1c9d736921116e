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

    /// <summary>What the server answered, where it was a reply that failed the message.</summary>
    public SmtpReply? Reply { get; private set; }

    internal ErrorDefinition Definition { get; }

    /// <summary>The same failure with better advice.</summary>
    internal SmtpSoarException Advising(string advice) => new(Definition, Sentence, advice, InnerException) { Reply = Reply };

    /// <summary>The same failure with the server's reply, and with better advice where there is some for that reply.</summary>
    internal SmtpSoarException After(SmtpReply reply, string? advice) =>
        new(Definition, Sentence, advice ?? Advice, InnerException) { Reply = reply };
}
