using System.Linq;
using System.Threading;
using SmtpSoar.Core.Assets.Login;
using SmtpSoar.Core.Secrets;
using SmtpSoar.Core.Secrets.Protection;

namespace SmtpSoar.Core.Assets.Store;

/// <summary>The OAuth 2.0 tokens of registered assets, which those with the same login share.</summary>
internal sealed class AssetTokens(ProtectedStore store, StoredAssets assets)
{
    /// <summary>Forgets an asset's tokens, unless another registered asset uses them.</summary>
    /// <param name="name">The asset's name, folded. If the key to it is lost, all tokens go that were lost with it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    internal void Forget(string name, CancellationToken cancellationToken)
    {
        if (KeyOf(name) is { } key)
            Forget(key, name, cancellationToken);
        else if (assets.IsLost(name))
            ForgetLost(cancellationToken);
    }

    /// <summary>Forgets tokens that no registered asset uses.</summary>
    /// <param name="key">The key of the tokens.</param>
    /// <param name="except">The folded name of an asset that does not count, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Whether there were any.</returns>
    internal bool Forget(StoreKey key, string? except, CancellationToken cancellationToken) =>
        store.Exists(key)
        && !assets.Names(null).Any(other => other != except && KeyOf(other) == key)
        && store.Remove(key, cancellationToken);

    private void ForgetLost(CancellationToken cancellationToken)
    {
        foreach (var key in store.Keys("token").Where(store.IsLost))
            store.Remove(key, cancellationToken);
    }

    /// <summary>The key of an asset's tokens, or <see langword="null"/> if it has none or can't be read.</summary>
    internal StoreKey? KeyOf(string name)
    {
        try
        {
            // Without its certificates, which are not needed for this, and which may be gone.
            return assets.Peek(name) is { } stored ? OAuthSettings.FindKey(stored.Asset) : null;
        }
        catch (SmtpSoarException)
        {
            // It can't log in with OAuth 2.0 as it is.
            return null;
        }
    }
}
