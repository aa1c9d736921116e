namespace SmtpSoar;

/// <summary>Where the core tells what goes on. May be called from any thread, and never waits.</summary>
public interface IFeedback
{
    /// <summary>A detail for those who asked for them.</summary>
    void Verbose(string message);

    /// <summary>Something that the user should know.</summary>
    void Warning(string message);
}
