namespace SmtpSoar.Core;

/// <summary>The outcome of a message: the result, and the error if there is one.</summary>
public sealed class MailOutcome
{
    internal MailOutcome(SoarActionResult result, SmtpSoarException? error)
    {
        Result = result;
        Error = error;
    }

    /// <summary>The result for the pipeline.</summary>
    public SoarActionResult Result { get; }

    /// <summary>Why it failed, or which recipients were refused, or <see langword="null"/>.</summary>
    public SmtpSoarException? Error { get; }

    /// <summary>The outcome of a message that failed.</summary>
    public static MailOutcome Failed(SoarActionResult result, SmtpSoarException error)
    {
        result.Status = "failed";
        result.Message = error.Message;
        result.ErrorId = error.ErrorId;
        return new MailOutcome(result, error);
    }
}
