using System.Collections.Concurrent;
using System.Collections.Generic;

namespace SmtpSoar.Tests.Fuzzing;

/// <summary>Keeps the warnings and details of a case.</summary>
internal sealed class FuzzFeedback : IFeedback
{
    private readonly ConcurrentQueue<string> _texts = new();

    public void Verbose(string message) => _texts.Enqueue(message);

    public void Warning(string message) => _texts.Enqueue(message);

    public void Progress(MailProgress progress)
    {
    }

    /// <summary>The texts since the last time.</summary>
    public IEnumerable<string> Take()
    {
        while (_texts.TryDequeue(out var text))
            yield return text;
    }
}
