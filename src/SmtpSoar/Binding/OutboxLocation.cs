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
        return OutboxAddress.PasswordOf(location) is null ? OwnerOf(OutboxAddress.Shown(location), new AssetStore(), paths) : null;
    }

    // The default one first. A record that can't be read owns nothing.
    private static SmtpAsset? OwnerOf(string address, AssetStore store, FilePaths paths)
    {
        if (store.GetDefault() is { } usual && usual.Outbox == address)
            return AssetArgument.Resolve(usual, paths);
        RegisteredSmtpAsset[] kept = [.. store.Get("*", _ => { }).Where(asset => asset.Outbox == address)];
        SmtpAsset[] owners = [.. kept.Select(asset => AssetArgument.Resolve(asset, paths))];
        return owners.All(owner => OutboxAccess.HasSameLogin(owner, owners[0]))
            ? owners.FirstOrDefault()
            : throw Errors.OutboxOwnersMany.With(address, string.Join(", ", kept.Select(asset => asset.Name)));
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
