using System.Collections.Generic;
using System.Threading.Tasks;

namespace SmtpSoar.Core.Outbox.Postgres.Accepting;

/// <summary>Commits all small messages together that came during the commit before. Safe for many threads.</summary>
/// <remarks>One that comes alone waits for no other.</remarks>
internal sealed class SmallMessageQueue(PostgresSession session, PostgresSentQueue sents)
{
    private const int MaxCount = 200;
    private const int MaxBytes = 4 * 1024 * 1024;

    private readonly object _lock = new();
    private readonly Queue<SmallMessage> _waiting = new();
    private bool _isCommitting;

    /// <summary>Puts a message into the next commit.</summary>
    /// <returns>The message, once that is durable.</returns>
    public Task<IOutboxLease> AcceptAsync(SmallMessage message)
    {
        lock (_lock)
        {
            _waiting.Enqueue(message);
            if (_isCommitting)
                return message.Accepted;
            _isCommitting = true;
        }

        _ = Task.Run(CommitAllAsync);
        return message.Accepted;
    }

    private async Task CommitAllAsync()
    {
        while (Take() is { Count: > 0 } messages)
            await new SmallAcceptance(session, sents, messages).RunAsync().ConfigureAwait(false);
    }

    private List<SmallMessage> Take()
    {
        var (taken, bytes) = (new List<SmallMessage>(), 0L);
        lock (_lock)
        {
            while (_waiting.Count > 0 && taken.Count < MaxCount && bytes < MaxBytes)
            {
                taken.Add(_waiting.Dequeue());
                bytes += taken[^1].Content.Length;
            }

            _isCommitting = taken.Count > 0;
        }

        return taken;
    }
}
