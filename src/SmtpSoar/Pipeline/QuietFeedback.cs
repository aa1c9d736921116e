namespace SmtpSoar.Pipeline;

/// <summary>Brings warnings and details to a command, and no progress.</summary>
internal sealed class QuietFeedback(IFeedback inner) : IFeedback
{
    public void Verbose(string message) => inner.Verbose(message);

    public void Warning(string message) => inner.Warning(message);

    public void Progress(MailProgress progress)
    {
        // Nobody looks.
    }
}
