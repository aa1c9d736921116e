using System;

namespace SmtpSoar;

/// <summary>Stands for an exception whose own words are not fit to be shown, with words that are.</summary>
internal sealed class ShownCause : Exception
{
    private readonly string _whole;

    private ShownCause(string message, string whole, Exception? cause)
        : base(message, cause) => _whole = whole;

    /// <summary>The exception itself if all of its words can be shown, else its words.</summary>
    /// <param name="cause">The exception.</param>
    /// <param name="hide">Hides secrets.</param>
    public static Exception? Of(Exception? cause, Func<string, string>? hide = null)
    {
        if (cause is null or SmtpSoarException || (cause is ShownCause && hide is null))
            return cause;
        var message = ShownText.Line(Hide(cause.Message, hide), ShownText.MaxSentence);
        var told = cause.ToString();
        var whole = ShownText.Lines(Hide(told, hide));
        return message == cause.Message && whole == told ? cause : new ShownCause(message, whole, Of(cause.InnerException, hide));
    }

    /// <summary>The exception's words about itself.</summary>
    public override string ToString() => _whole;

    private static string Hide(string text, Func<string, string>? hide) => hide is null ? text : hide(text);
}
