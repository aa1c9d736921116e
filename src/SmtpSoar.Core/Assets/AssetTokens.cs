using System.Linq;
using System.Threading;
using SmtpSoar.Core.OAuth;
using SmtpSoar.Core.Secrets;

namespace SmtpSoar.Core.Assets;

/// <summary>The OAuth 2.0 tokens of registered assets, which those with the same login share.</summary>
internal sealed class AssetTokens(ProtectedStore store, StoredAssets assets)
{
    /// <summary>Forgets an asset's tokens, unless another registered asset uses them.</summary>
    /// <param name="name">The asset's name, folded. One that is not there, or can't be read, has none that could be found.</param>
    /// <param name="cancellationToken">Stops it.</param>
    internal void Forget(string name, CancellationToken cancellationToken)
    {
        if (KeyOf(name) is { } key && store.Exists(key) && !assets.Names(null).Any(other => other != name && KeyOf(other) == key))
            store.Remove(key, cancellationToken);
    }

    private StoreKey? KeyOf(string name)
    {
        try
        {
            // Without its certificates, which nobody needs for this, and which may be gone.
            return assets.Peek(name) is { } stored ? OAuthSettings.FindKey(stored.Asset) : null;
        }
        catch (SmtpSoarException)
        {
            // It can't log in with OAuth 2.0 as it is.
            return null;
        }
    }
}
