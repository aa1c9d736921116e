using System.Collections.Generic;
using System.Threading;
using MimeKit;
using SmtpSoar.Core.Addresses;
using SmtpSoar.Core.Composition.Rendering;

namespace SmtpSoar.Core.Composition.Steps;

/// <summary>The mail that passes a step.</summary>
internal sealed class StepContext
{
    private StepContext? _origin;
    private List<string>? _warnings;
    private List<string>? _notes;
    private List<StepMark>? _marks;

    /// <summary>The request.</summary>
    public required MailRequest Request { get; init; }

    /// <summary>The author that the header shows, or <see langword="null"/> for a raw mail, whose header is the sender's own.</summary>
    public MailboxAddress? From { get; init; }

    /// <summary>MAIL FROM.</summary>
    public required EnvelopeAddress Sender { get; init; }

    /// <summary>The recipients of this form, each with the reason: a blind copy must not be seen by the others.</summary>
    public required IReadOnlyList<EnvelopeRecipient> Recipients { get; init; }

    /// <summary>Whether the mail's fields may have UTF-8 in them, since an address needs SMTPUTF8.</summary>
    public bool IsInternational { get; init; }

    /// <summary>Stops the work.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>Renders content that a step was given: the bytes that will stand between two boundaries, files by reference.</summary>
    public IReadOnlyList<IContentSegment> Render(MimeEntity content) => MessageRenderer.Render(content, IsInternational);

    /// <summary>The same mail for some of its recipients. All of its warnings and notes are kept together.</summary>
    public StepContext For(IReadOnlyList<EnvelopeRecipient> recipients) => new()
    {
        _origin = _origin ?? this,
        Request = Request,
        From = From,
        Sender = Sender,
        Recipients = recipients,
        IsInternational = IsInternational,
        CancellationToken = CancellationToken,
    };

    /// <summary>Warns the sender, though the mail goes. Of a form that is made after EHLO no warning is shown.</summary>
    public void Warn(string sentence) => Add(ref (_origin ?? this)._warnings, sentence);

    /// <summary>Tells a detail, for verbose output.</summary>
    public void Note(string sentence) => Add(ref (_origin ?? this)._notes, sentence);

    /// <summary>Tells what a step has made of the mail, for those who look at it before it goes.</summary>
    public void Mark(string word, string sentence)
    {
        var marks = (_origin ?? this)._marks ??= [];
        var mark = new StepMark(word, sentence);
        if (!marks.Contains(mark))
            marks.Add(mark);
    }

    /// <summary>The marks of all steps.</summary>
    internal IReadOnlyList<StepMark> Marks => (IReadOnlyList<StepMark>?)_marks ?? [];

    /// <summary>The warnings about a mail, and those of its steps.</summary>
    internal IReadOnlyList<string> WithWarnings(IReadOnlyList<string> others) => _warnings is null ? others : [.. others, .. _warnings];

    /// <summary>The notes about a mail, and those of its steps.</summary>
    internal IReadOnlyList<string> WithNotes(IReadOnlyList<string> others) => _notes is null ? others : [.. others, .. _notes];

    // Each message of a mail says the same.
    private static void Add(ref List<string>? sentences, string sentence)
    {
        sentences ??= [];
        if (!sentences.Contains(sentence))
            sentences.Add(sentence);
    }
}

/// <summary>The mark of a step that a mail has passed.</summary>
/// <param name="Word">In a word, such as "signed".</param>
/// <param name="Sentence">In a sentence: by which key, and how.</param>
internal sealed record StepMark(string Word, string Sentence);
