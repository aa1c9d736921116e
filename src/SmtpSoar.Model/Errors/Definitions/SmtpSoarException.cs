using System;

namespace SmtpSoar;

/// <summary>A failure that the module foresaw. Its message says what happened, to what, and what to do next.</summary>
public sealed class SmtpSoarException : Exception
{
    internal SmtpSoarException(ErrorDefinition definition, string sentence, string advice, Exception? cause)
        : this(definition, new Words(sentence, advice), ShownCause.Of(cause), new Answer(null, null))
    {
    }

    // Takes a cause that can be shown: to find out whether one can takes longer than all else here.
    private SmtpSoarException(ErrorDefinition definition, Words words, Exception? cause, Answer answer)
        : base(words.ToString(), cause)
    {
        Definition = definition;
        Sentence = words.Sentence;
        Advice = words.Advice;
        Reply = answer.Reply;
        RetryAfter = answer.RetryAfter;
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

    /// <summary>
    /// How long the server wants every sender to wait, or <see langword="null"/> where it did not say (RFC 9110, section 10.2.3).
    /// </summary>
    internal TimeSpan? RetryAfter { get; }

    internal ErrorDefinition Definition { get; }

    /// <summary>Whether the message may have been delivered all the same, so that another try might double it.</summary>
    internal bool MayBeDelivered => Definition.Handling == FailureHandling.MaybeDelivered;

    /// <summary>Whether it is this error.</summary>
    internal bool Is(ErrorDefinition definition) => ReferenceEquals(Definition, definition);

    /// <summary>The same failure with better advice.</summary>
    internal SmtpSoarException Advising(string advice) => Copy(advice, InnerException, new Answer(Reply, RetryAfter));

    /// <summary>The same failure with the server's reply, and with better advice where there is some for that reply.</summary>
    internal SmtpSoarException After(SmtpReply reply, string? advice) =>
        Copy(advice ?? Advice, InnerException, new Answer(reply, RetryAfter));

    /// <summary>The same failure with the time that the server wants us to wait.</summary>
    internal SmtpSoarException Pausing(TimeSpan? retryAfter) => Copy(Advice, InnerException, new Answer(Reply, retryAfter));

    /// <summary>The same failure, without the secrets that its cause may quote.</summary>
    /// <param name="hide">Hides them.</param>
    internal SmtpSoarException HidingInCause(Func<string, string> hide) =>
        Copy(Advice, ShownCause.Of(InnerException, hide), new Answer(Reply, RetryAfter));

    private SmtpSoarException Copy(string advice, Exception? cause, Answer answer) =>
        new(Definition, new Words(Sentence, advice), cause, answer);

    private sealed record Answer(SmtpReply? Reply, TimeSpan? RetryAfter);

    // Text that was put into a sentence or an advice is harmless from here on.
    private sealed class Words(string sentence, string advice)
    {
        public string Advice { get; } = ShownText.Line(OutboxAddress.WithoutPassword(advice), ShownText.MaxSentence / 2);

        // Both together are a message, which is no longer than one sentence may be.
        public string Sentence => ShownText.Line(OutboxAddress.WithoutPassword(sentence), ShownText.MaxSentence - 1 - Advice.Length);

        public override string ToString() => Advice.Length == 0 ? Sentence : Sentence + " " + Advice;
    }
}
