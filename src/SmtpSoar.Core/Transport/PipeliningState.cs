namespace SmtpSoar.Core.Transport;

/// <summary>Whether a server keeps in step where several commands go together. All connections to it share what one has learned.</summary>
internal sealed class PipeliningState
{
    private volatile bool _isDoubtful;

    /// <summary>Whether the server offers PIPELINING and yet said what answered nothing. It is asked step by step from then on.</summary>
    public bool IsDoubtful => _isDoubtful;

    /// <summary>The server said what answered nothing.</summary>
    public void Doubt() => _isDoubtful = true;
}
