using System;
using System.Collections.Generic;
using System.Linq;
using SmtpSoar.Core;
using SmtpSoar.Core.Assets.Store;
using SmtpSoar.Pipeline;

namespace SmtpSoar.Binding;

/// <summary>Finds the outbox that a command is about.</summary>
internal static class OutboxLocation
{
    /// <summary>The outbox that is given, else that of the asset.</summary>
    /// <exception cref="SmtpSoarException">There is neither.</exception>
    public static string Of(string? location, object? asset, FilePaths paths) => location is not null
        ? Of(location, paths)
        : AssetArgument.Resolve(asset, paths).Outbox is { Length: > 0 } known ? Of(known, paths) : throw Errors.OutboxNotNamed.With();

    /// <summary>
    /// The asset that has the login for an outbox: the one that is given, else that whose outbox it is; <see langword="null"/> where the
    /// outbox is a folder, has its password in its address, or none is known.
    /// </summary>
    /// <exception cref="SmtpSoarException">The one that is given can't be had, or several may be meant.</exception>
    public static SmtpAsset? AssetFor(string? location, object? asset, FilePaths paths)
    {
        if (location is not null && OutboxStores.IsFolder(location))
            return null;
        if (location is null || asset is not null)
            return AssetArgument.Resolve(asset, paths);
        var store = new AssetStore();
        return OwnerOf(location, store.GetDefault, () => store.Get("*", _ => { }), paths);
    }

    /// <summary>The same for a path alone, and for a look that leaves everything as it is: a damaged record is not set aside.</summary>
    /// <exception cref="SmtpSoarException">Several may be meant.</exception>
    public static SmtpAsset? PeekAssetFor(string location, FilePaths paths)
    {
        var store = new AssetStore();
        return OutboxStores.IsFolder(location) ? null : OwnerOf(location, store.PeekDefault, () => store.Suggest(""), paths);
    }

    // The default one first. A record that can't be read owns nothing.
    private static SmtpAsset? OwnerOf(
        string location, Func<RegisteredSmtpAsset?> usual, Func<IReadOnlyList<RegisteredSmtpAsset>> all, FilePaths paths)
    {
        if (OutboxAddress.PasswordOf(location) is not null)
            return null;
        if (usual() is { } first && OutboxStores.IsOf(location, first))
            return AssetArgument.Resolve(first, paths);
        RegisteredSmtpAsset[] kept = [.. all().Where(asset => OutboxStores.IsOf(location, asset))];
        SmtpAsset[] owners = [.. kept.Select(asset => AssetArgument.Resolve(asset, paths))];
        return owners.All(owner => OutboxAccess.HasSameLogin(owner, owners[0]))
            ? owners.FirstOrDefault()
            : throw Errors.OutboxOwnersMany.With(OutboxAddress.Shown(location), string.Join(", ", kept.Select(asset => asset.Name)));
    }

    /// <summary>A location as the core takes it: a folder by its full path, another one as it is.</summary>
    /// <exception cref="SmtpSoarException">It is a misspelt address, or the file system has no such path.</exception>
    public static string Of(string location, FilePaths paths)
    {
        if (!OutboxStores.IsFolder(location))
            return location;
        return OutboxStores.FaultOf(location) is { } fault && !paths.HasDrive(location) ? throw fault : paths.Literal(location);
    }
}
