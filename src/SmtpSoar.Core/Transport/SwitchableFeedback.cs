namespace SmtpSoar.Core.Transport;

/// <summary>Brings what connections say to the command that uses them now. Between commands nobody listens.</summary>
internal sealed class SwitchableFeedback : IFeedback
{
    private volatile IFeedback? _target;

    /// <summary>The listener.</summary>
    public IFeedback? Target
    {
        set => _target = value;
    }

    public void Verbose(string message) => _target?.Verbose(message);

    public void Warning(string message) => _target?.Warning(message);

    public void Progress(MailProgress progress) => _target?.Progress(progress);
}
