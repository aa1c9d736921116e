namespace SmtpSoar;

/// <summary>Where the core tells what goes on. May be called from any thread, and waits for nobody but the one who listens.</summary>
public interface IFeedback
{
    /// <summary>A detail for those who asked for them.</summary>
    void Verbose(string message);

    /// <summary>Something that the user should know.</summary>
    void Warning(string message);

    /// <summary>How far the work is.</summary>
    void Progress(MailProgress progress);
}
