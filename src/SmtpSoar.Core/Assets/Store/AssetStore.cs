using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using SmtpSoar.Core.Assets.Login;
using SmtpSoar.Core.Secrets;

namespace SmtpSoar.Core.Assets.Store;

/// <summary>Keeps assets under their names for this user. Several processes may use it at once.</summary>
public sealed class AssetStore
{
    private readonly StoredAssets _assets;
    private readonly DefaultAsset _default;
    private readonly AssetTokens _tokens;

    /// <summary>The store in this user's data folder.</summary>
    public AssetStore()
        : this(new ProtectedStore(DataFolder.Default()))
    {
    }

    internal AssetStore(ProtectedStore store)
    {
        _assets = new StoredAssets(store);
        _default = new DefaultAsset(store);
        _tokens = new AssetTokens(store, _assets);
    }

    /// <summary>The data folder that the assets lie in.</summary>
    public string Folder => _assets.Folder;

    /// <summary>Keeps an asset under its name, with all its secrets.</summary>
    /// <param name="asset">The asset. A later change of it does not change the kept one.</param>
    /// <param name="isDefault">Whether it serves where none is named.</param>
    /// <param name="force">Whether it may replace another one of that name.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The kept asset, without secrets.</returns>
    public RegisteredSmtpAsset Register(SmtpAsset asset, bool isDefault, bool force, CancellationToken cancellationToken = default)
    {
        _ = asset ?? throw new ArgumentNullException(nameof(asset));
        AssetValidator.Validate(asset);
        var name = AssetName.Check(asset.Name ?? throw Errors.AssetNameMissing.With(asset));
        var stored = StoredAsset.Of(asset, name);
        var tokensBefore = force ? _tokens.KeyOf(AssetName.Fold(name)) : null;
        _assets.Write(stored, force, cancellationToken);
        if (tokensBefore is { } unused)
            _tokens.Forget(unused, null, cancellationToken);
        if (isDefault)
            _default.Set(AssetName.Fold(name), cancellationToken);
        return stored.ToRegistered(isDefault || _default.Peek() == AssetName.Fold(name));
    }

    /// <summary>Finds out whether a kept asset can be changed so, and changes nothing.</summary>
    /// <param name="name">Its name, in any case.</param>
    /// <param name="change">The settings that are given.</param>
    /// <returns>The asset as it is, without secrets.</returns>
    public RegisteredSmtpAsset PreviewChange(string name, AssetChange change)
    {
        _ = change ?? throw new ArgumentNullException(nameof(change));
        var present = _assets.Read(_assets.Fold(name)) ?? throw _assets.NotFound(name);
        _ = present.With(change);
        return present.ToRegistered(false);
    }

    /// <summary>Changes settings of a kept asset. Tokens of a login that is no asset's any more are forgotten.</summary>
    /// <param name="name">Its name, in any case.</param>
    /// <param name="change">The settings that are given; all others stay.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public AssetChanged Change(string name, AssetChange change, CancellationToken cancellationToken = default)
    {
        _ = change ?? throw new ArgumentNullException(nameof(change));
        var folded = _assets.Fold(name);
        var tokensBefore = _tokens.KeyOf(folded);
        var stored = _assets.Change(folded, change, cancellationToken) ?? throw _assets.NotFound(name);
        var isForgotten = tokensBefore is { } unused && _tokens.Forget(unused, null, cancellationToken);
        return new AssetChanged(
            stored.ToRegistered(_default.Peek() == folded),
            isForgotten && FlowChoice.NeedsPerson(FlowChoice.Of(stored.Asset)));
    }

    /// <summary>The assets whose names match, in the order of their names, without secrets.</summary>
    /// <param name="pattern">A name, which must be there, or PowerShell's wildcards; in any case.</param>
    /// <param name="onFailure">Hears of each that can't be read.</param>
    public IReadOnlyList<RegisteredSmtpAsset> Get(string pattern, Action<SmtpSoarException> onFailure)
    {
        var names = _assets.Find(pattern, onFailure);
        var standard = names.Count > 0 ? Try(_default.Read, onFailure) : null;
        return Sort(names.Select(name => Try(() => _assets.Read(name), onFailure)?.ToRegistered(name == standard)));
    }

    /// <summary>The default asset without secrets, or <see langword="null"/>.</summary>
    public RegisteredSmtpAsset? GetDefault() => _default.Read() is { } name ? _assets.Read(name)?.ToRegistered(true) : null;

    /// <summary>The default asset without secrets, or <see langword="null"/> also where it can't be read. Nothing is set aside.</summary>
    public RegisteredSmtpAsset? PeekDefault() => _default.Peek() is { } name ? _assets.Peek(name)?.ToRegistered(true) : null;

    /// <summary>The asset of a name, with all its secrets.</summary>
    /// <param name="name">The name, in any case.</param>
    public SmtpAsset Resolve(string name) => _assets.Read(_assets.Fold(name))?.ToAsset() ?? throw _assets.NotFound(name);

    /// <summary>The default asset with all its secrets.</summary>
    public SmtpAsset ResolveDefault() =>
        (_default.Read() is { } name ? _assets.Read(name)?.ToAsset() : null) ?? throw Errors.AssetMissing.With(Folder);

    /// <summary>The names that match, folded to lower case, of all assets, readable or not.</summary>
    /// <param name="pattern">A name, which must be there, or PowerShell's wildcards; in any case.</param>
    public IReadOnlyList<string> Names(string pattern) => [.. _assets.Find(pattern, null).OrderBy(name => name, StringComparer.Ordinal)];

    /// <summary>Finds the names that begin so. An asset that can't be read is left out, and stays as it is.</summary>
    /// <param name="beginning">The beginning, in any case.</param>
    public IReadOnlyList<RegisteredSmtpAsset> Suggest(string beginning)
    {
        var names = _assets.Names(null).Where(name => name.StartsWith(AssetName.Fold(beginning), StringComparison.Ordinal));
        return Sort(names.Select(name => Try(() => _assets.Peek(name), _ => { })?.ToRegistered(false)));
    }

    /// <summary>Forgets an asset and its secrets, also one that can't be read, and its OAuth 2.0 tokens unless others use them.</summary>
    /// <param name="name">Its name, in any case.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public void Unregister(string name, CancellationToken cancellationToken = default)
    {
        var folded = _assets.Fold(name);
        // First, while it is still known whose they are.
        _tokens.Forget(folded, cancellationToken);
        if (!_assets.Remove(folded, cancellationToken))
            throw _assets.NotFound(name);
        _default.Forget(folded, cancellationToken);
    }

    private static IReadOnlyList<RegisteredSmtpAsset> Sort(IEnumerable<RegisteredSmtpAsset?> assets) =>
        [.. assets.OfType<RegisteredSmtpAsset>().OrderBy(asset => asset.Name, StringComparer.OrdinalIgnoreCase)];

    private static T? Try<T>(Func<T?> read, Action<SmtpSoarException> onFailure)
        where T : class
    {
        try
        {
            return read();
        }
        catch (SmtpSoarException exception)
        {
            onFailure(exception);
            return null;
        }
    }
}
