using System;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Secrets;
using SmtpSoar.Core.Secrets.Protection;

namespace SmtpSoar.Core.OAuth.Tokens;

/// <summary>Keeps the tokens of one login, for all processes of this user.</summary>
internal sealed class TokenStore(ProtectedStore store, StoreKey key)
{
    /// <summary>The tokens, or <see langword="null"/> if there are none.</summary>
    internal TokenSet? Read() => store.Read(key) is { } content ? TokenSetJson.Read(content) : null;

    /// <summary>Refuses to go on where nothing could be kept.</summary>
    internal void RequireProtection() => store.RequireProtection(key);

    /// <summary>Refuses to go on if the tokens of a login could not be kept. Tokens that can't be read any more are set aside.</summary>
    internal void PrepareReplacement(IFeedback? feedback, CancellationToken cancellationToken)
    {
        if (store.PrepareReplacement(key, cancellationToken) is { } failure)
            feedback?.Warning(failure.Sentence);
    }

    /// <summary>Keeps new tokens in place of any others.</summary>
    internal void Write(TokenSet tokens, CancellationToken cancellationToken) =>
        store.Update(key, _ => TokenSetJson.Write(tokens), cancellationToken);

    /// <summary>Changes the tokens under their lock.</summary>
    /// <param name="change">Gets what is kept, and gives what shall be: the same object for no change.</param>
    /// <param name="cancellationToken">Stops it.</param>
    internal async Task<TokenSet> UpdateAsync(
        Func<TokenSet?, CancellationToken, Task<TokenSet>> change, CancellationToken cancellationToken)
    {
        TokenSet? result = null;
        await store.UpdateAsync(
            key,
            async (content, stop) =>
            {
                var present = content is null ? null : TokenSetJson.Read(content);
                result = await change(present, stop).ConfigureAwait(false);
                return ReferenceEquals(result, present) ? content : TokenSetJson.Write(result);
            },
            cancellationToken).ConfigureAwait(false);
        return result!;
    }

    /// <summary>Forgets the tokens.</summary>
    /// <returns>Whether there were any.</returns>
    internal bool Remove(CancellationToken cancellationToken) => store.Remove(key, cancellationToken);
}
