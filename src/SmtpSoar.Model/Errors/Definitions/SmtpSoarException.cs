using System;

namespace SmtpSoar;

/// <summary>A failure that the module foresaw. Its message says what happened, to what, and what to do next.</summary>
public sealed class SmtpSoarException : Exception
{
    internal SmtpSoarException(ErrorDefinition definition, string sentence, string advice, Exception? cause)
        : this(definition, new Words(sentence, advice), ShownCause.Of(cause), reply: null)
    {
    }

    // Takes a cause that can be shown: to find out whether one can takes longer than all else here.
    private SmtpSoarException(ErrorDefinition definition, Words words, Exception? cause, SmtpReply? reply)
        : base(words.ToString(), cause)
    {
        Definition = definition;
        Sentence = words.Sentence;
        Advice = words.Advice;
        Reply = reply;
    }

    /// <summary>The stable id of the error.</summary>
    public string ErrorId => Definition.Id;

    /// <summary>The kind of failure.</summary>
    public ErrorKind Kind => Definition.Kind;

    /// <summary>The sentence: what happened, to what.</summary>
    public string Sentence { get; }

    /// <summary>The advice: what to do next.</summary>
    public string Advice { get; }

    /// <summary>The server's answer, where it was a reply that failed the message.</summary>
    public SmtpReply? Reply { get; }

    internal ErrorDefinition Definition { get; }

    /// <summary>The same failure with better advice.</summary>
    internal SmtpSoarException Advising(string advice) => Copy(advice, InnerException, Reply);

    /// <summary>The same failure with the server's reply, and with better advice where there is some for that reply.</summary>
    internal SmtpSoarException After(SmtpReply reply, string? advice) => Copy(advice ?? Advice, InnerException, reply);

    /// <summary>The same failure, without the secrets that its cause may quote.</summary>
    /// <param name="hide">Hides them.</param>
    internal SmtpSoarException HidingInCause(Func<string, string> hide) => Copy(Advice, ShownCause.Of(InnerException, hide), Reply);

    private SmtpSoarException Copy(string advice, Exception? cause, SmtpReply? reply) =>
        new(Definition, new Words(Sentence, advice), cause, reply);

    // Text that was put into a sentence or an advice is harmless from here on.
    private sealed class Words(string sentence, string advice)
    {
        public string Advice { get; } = ShownText.Line(advice, ShownText.MaxSentence / 2);

        // Both together are a message, which is no longer than one sentence may be.
        public string Sentence => ShownText.Line(sentence, ShownText.MaxSentence - 1 - Advice.Length);

        public override string ToString() => Advice.Length == 0 ? Sentence : Sentence + " " + Advice;
    }
}
