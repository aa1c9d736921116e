using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using SmtpSoar.Core.Assets.Json;
using SmtpSoar.Core.Assets.Store;
using SmtpSoar.Core.Certificates;
using SmtpSoar.Core.OpenPgp;
using SmtpSoar.Pipeline;

namespace SmtpSoar.Binding;

/// <summary>
/// Makes an asset of what a user gives for <c>-Asset</c>: an asset, a registered one or its name, a hashtable, an object, or JSON text.
/// </summary>
internal static class AssetArgument
{
    // Derived properties that a deserialized asset carries along.
    private static readonly HashSet<string> Derived = new(StringComparer.OrdinalIgnoreCase) { nameof(SmtpAsset.EffectivePort) };

    /// <summary>The asset; the default one where none is given. Its folders begin at the current location.</summary>
    /// <param name="argument">The argument as the user gave it.</param>
    /// <param name="paths">The place where relative folders begin.</param>
    /// <param name="note">Hears of keys that are SOAR's own and no settings.</param>
    /// <exception cref="SmtpSoarException">None can be made.</exception>
    public static SmtpAsset Resolve(object? argument, FilePaths paths, Action<string>? note = null)
    {
        var asset = Find(argument, note);
        if (!HasRelative(asset) && !HasRelativeKey(asset))
            return asset;
        var anchored = asset.Clone();
        anchored.PickupDirectory = Anchor(asset.PickupDirectory, paths.Literal);
        anchored.Outbox = Anchor(asset.Outbox, location => OutboxLocation.Of(location, paths));
        anchored.ServiceAccountKey = Anchor(asset.ServiceAccountKey, paths.Literal);
        if (HasRelativeCertificate(asset))
            anchored.SigningCertificatePath = Anchor(asset.SigningCertificatePath, paths.Literal);
        anchored.RecipientCertificatePath = Anchor(asset.RecipientCertificatePath, paths.Literal);
        anchored.PgpRecipientKeyPath = Anchor(asset.PgpRecipientKeyPath, paths.Literal);
        if (HasRelativeKey(asset))
            anchored.DkimPrivateKey = [.. asset.DkimPrivateKey.Select(key => key is string path ? Anchor(path, paths.Literal)! : key)];

        if (asset.PgpKey is { } name && PgpKeyName.IsPath(name))
            anchored.PgpKey = Anchor(name, paths.Literal);
        return anchored;
    }

    private static bool IsRelative(string? path) => path is { Length: > 0 } && !Path.IsPathRooted(path);

    private static bool HasRelative(SmtpAsset asset) =>
        IsRelative(asset.PickupDirectory)
        || IsRelative(asset.Outbox)
        || IsRelative(asset.ServiceAccountKey)
        || IsRelative(asset.RecipientCertificatePath)
        || IsRelative(asset.PgpRecipientKeyPath)
        || HasRelativeCertificate(asset)
        || (IsRelative(asset.PgpKey) && PgpKeyName.IsPath(asset.PgpKey!));

    private static bool HasRelativeCertificate(SmtpAsset asset) =>
        IsRelative(asset.SigningCertificatePath) && CertificateText.ThumbprintOf(asset.SigningCertificatePath!) is null;

    private static string? Anchor(string? path, Func<string, string> anchor) => IsRelative(path) ? anchor(path!) : path;

    private static bool HasRelativeKey(SmtpAsset asset) =>
        asset.DkimPrivateKey is { } keys && keys.Any(key => key is string path && IsRelative(path));

    /// <summary>The name of the registered asset that is meant, or <see langword="null"/> where something else is given.</summary>
    /// <param name="argument">The argument as the user gave it.</param>
    public static string? RegisteredName(object? argument) => Unwrap(argument) switch
    {
        RegisteredSmtpAsset registered => registered.Name,
        string name when !IsJson(name) => name,
        PSObject custom => DeserializedName(custom),
        _ => null,
    };

    private static SmtpAsset Find(object? argument, Action<string>? note) => Unwrap(argument) is null
        ? new AssetStore().ResolveDefault()
        : RegisteredName(argument) is { } name ? new AssetStore().Resolve(name) : Read(argument, note);

    /// <summary>The asset whose settings are given.</summary>
    /// <param name="argument">The argument as the user gave it.</param>
    /// <param name="note">Hears of keys that are SOAR's own and no settings.</param>
    /// <exception cref="SmtpSoarException">None can be made.</exception>
    public static SmtpAsset Read(object? argument, Action<string>? note) => Unwrap(argument) switch
    {
        null => throw Errors.AssetMissing.With(new AssetStore().Folder),
        SmtpAsset asset => asset,
        string text => AssetReader.FromJson(text, note),
        PSObject custom => AssetReader.FromDictionary(Expand(Settings(Own(custom))), note),
        { } other when Values.Members(other) is { } members => AssetReader.FromDictionary(Expand(Settings(members)), note),
        { } other => throw Errors.AssetInvalid.With(Values.Kind(other)),
    };

    private static object? Unwrap(object? argument) =>
        argument is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : argument;

    private static bool IsJson(string text) => text.TrimStart() is ['{', ..];

    // One that came from a file or from another session has lost its type, but not its name.
    private static string? DeserializedName(PSObject custom) =>
        custom.TypeNames.Contains("Deserialized." + typeof(RegisteredSmtpAsset).FullName)
            ? custom.Properties[nameof(RegisteredSmtpAsset.Name)]?.Value as string
            : null;

    private static IEnumerable<KeyValuePair<string, object?>> Own(PSObject custom) =>
        Values.Members(custom)!.Where(member => !Derived.Contains(member.Key));

    // The settings that SOAR exports stand in an object of their own, and the core knows no PSObject.
    private static IEnumerable<KeyValuePair<string, object?>> Settings(IEnumerable<KeyValuePair<string, object?>> members) =>
        from member in members
        select new KeyValuePair<string, object?>(member.Key, Values.Members(member.Value) ?? member.Value);

    // The core knows no PSCredential.
    private static IEnumerable<KeyValuePair<string, object?>> Expand(IEnumerable<KeyValuePair<string, object?>> settings)
    {
        foreach (var setting in settings)
        {
            if (setting.Value is PSCredential credential && setting.Key.Equals("Credential", StringComparison.OrdinalIgnoreCase))
            {
                yield return new KeyValuePair<string, object?>(nameof(SmtpAsset.Username), credential.UserName);
                yield return new KeyValuePair<string, object?>(nameof(SmtpAsset.Password), credential.Password);
            }
            else
            {
                yield return setting;
            }
        }
    }
}
