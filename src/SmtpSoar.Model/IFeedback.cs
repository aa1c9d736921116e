namespace SmtpSoar;

/// <summary>Takes the core's warnings, details and progress. May be called from any thread, and waits only for the listener.</summary>
public interface IFeedback
{
    /// <summary>A detail for those who asked for them.</summary>
    void Verbose(string message);

    /// <summary>Something that the user should know.</summary>
    void Warning(string message);

    /// <summary>How far the work is.</summary>
    void Progress(MailProgress progress);
}
