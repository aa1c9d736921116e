using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using SmtpSoar.Core.Secrets;
using SmtpSoar.Core.Secrets.Protection;
using SmtpSoar.Core.Text;
using SmtpSoar.Core.Text.Wildcards;

namespace SmtpSoar.Core.Assets.Store;

/// <summary>The assets in the protected store. Names are folded (<see cref="AssetName"/>) unless it says otherwise.</summary>
internal sealed class StoredAssets(ProtectedStore store)
{
    private const string Collection = "asset";

    /// <summary>The data folder that the assets lie in.</summary>
    internal string Folder => store.Folder;

    /// <summary>The error that there is no such asset: where it was looked for, and which one may have been meant.</summary>
    internal SmtpSoarException NotFound(string name) =>
        Errors.AssetNotFound.With(SafeText.Of(name), Folder, NearestName.Question(Nearest(name)));

    /// <summary>A name that a user gave, folded, or the error that there is none such.</summary>
    internal string Fold(string name) =>
        AssetName.TryFold(name ?? throw new ArgumentNullException(nameof(name))) ?? throw NotFound(name);

    /// <summary>The names that match what a user gave: a name, which must be there, or wildcards.</summary>
    internal IReadOnlyList<string> Find(string pattern, Action<SmtpSoarException>? onFailure)
    {
        // A name has no wildcards: only that asset is looked at, whatever state the others are in.
        if (AssetName.TryFold(pattern ?? throw new ArgumentNullException(nameof(pattern))) is { } name)
            return store.Exists(Key(name)) ? [name] : throw NotFound(pattern);
        var wildcard = new NameWildcard(pattern);
        return [.. Names(onFailure).Where(wildcard.Matches)];
    }

    /// <summary>All names.</summary>
    /// <param name="onFailure">Hears of each that can't be read. Without it such a one is left as it is.</param>
    internal IEnumerable<string> Names(Action<SmtpSoarException>? onFailure) => store.Keys(Collection, onFailure).Select(key => key.Name);

    internal StoredAsset? Read(string name) => store.Read(Key(name)) is { } content ? StoredAssetJson.Take(content, name) : null;

    internal StoredAsset? Peek(string name) => store.Peek(Key(name)) is { } content ? StoredAssetJson.Take(content, name) : null;

    internal void Write(StoredAsset stored, bool force, CancellationToken cancellationToken)
    {
        var name = stored.Asset.Name!;
        var content = StoredAssetJson.Write(stored);
        try
        {
            store.Update(
                Key(AssetName.Fold(name)),
                present => present is null || force ? content : throw Errors.AssetNameTaken.With(name),
                cancellationToken);
        }
        finally
        {
            Array.Clear(content, 0, content.Length);
        }
    }

    /// <summary>Changes an asset under its lock, so that two changes at the same time are both kept.</summary>
    /// <returns>The asset as it is kept then, or <see langword="null"/> if there is no such asset.</returns>
    internal StoredAsset? Change(string name, AssetChange change, CancellationToken cancellationToken)
    {
        StoredAsset? changed = null;
        byte[] content = [];
        try
        {
            store.Update(
                Key(name),
                present => (changed = present is null ? null : StoredAssetJson.Take(present, name).With(change)) is null
                    ? null
                    : content = StoredAssetJson.Write(changed),
                cancellationToken);
            return changed;
        }
        finally
        {
            Array.Clear(content, 0, content.Length);
        }
    }

    /// <summary>Whether an asset is there that can't be read again without a backup of the key.</summary>
    internal bool IsLost(string name) => store.IsLost(Key(name));

    internal bool Remove(string name, CancellationToken cancellationToken) => store.Remove(Key(name), cancellationToken);

    // As its user wrote it: the keys have it folded. An asset that can't be read may be meant all the same.
    private string? Nearest(string name)
    {
        string? near = null;
        try
        {
            near = NearestName.Of(name, Names(null));
            return near is null ? null : Peek(near)?.Asset.Name ?? near;
        }
        catch (SmtpSoarException)
        {
            return near;
        }
    }

    private static StoreKey Key(string name) => new(Collection, name);
}
