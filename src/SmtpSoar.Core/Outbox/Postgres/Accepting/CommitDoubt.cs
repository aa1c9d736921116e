using System;
using System.Threading.Tasks;
using Npgsql;
using SmtpSoar.Core.Outbox.Postgres.Connection;

namespace SmtpSoar.Core.Outbox.Postgres.Accepting;

/// <summary>Knows whether a commit may have gone through whose reply was lost.</summary>
internal sealed class CommitDoubt
{
    /// <summary>Whether one may have.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Commits. The same commit may be tried again after its failure.</summary>
    public async Task<T> CommitAsync<T>(Func<Task<T>> commit)
    {
        var before = IsOpen;
        try
        {
            IsOpen = true;
            var result = await commit().ConfigureAwait(false);
            IsOpen = false;
            return result;
        }
        catch (PostgresException refusal) when (!PostgresFaults.IsAbsence(refusal))
        {
            // A server that answers has not committed, but for an earlier try.
            IsOpen = before;
            throw;
        }
    }
}
