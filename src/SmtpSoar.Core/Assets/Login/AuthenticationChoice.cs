using System;
using System.Collections.Generic;
using System.Linq;
using SmtpSoar.Core.Assets.Store;

namespace SmtpSoar.Core.Assets.Login;

/// <summary>Decides how an asset authenticates.</summary>
public static class AuthenticationChoice
{
    private static readonly AuthType[] StrongestFirst = [AuthType.OAuth, AuthType.Basic, AuthType.Passwordless];

    /// <summary>
    /// The method of an asset: its own, or for <see cref="AuthType.Automatic"/> the strongest whose settings are complete. An API takes
    /// OAuth 2.0 only.
    /// </summary>
    /// <param name="asset">The asset.</param>
    public static AuthType Choose(SmtpAsset asset)
    {
        _ = asset ?? throw new ArgumentNullException(nameof(asset));
        if (asset.UsesApi)
            return AuthType.OAuth;
        if (asset.AuthType != AuthType.Automatic)
            AuthenticationSettings.Require(asset, asset.AuthType, AuthenticationSettings.Missing(asset, asset.AuthType));
        return asset.AuthType == AuthType.Automatic ? Strongest(asset) : asset.AuthType;
    }

    /// <summary>
    /// Finds what is wrong with the settings for the method that the asset will use, before anything connects. A pickup directory
    /// asks for no login.
    /// </summary>
    /// <param name="asset">The asset.</param>
    public static void Check(SmtpAsset asset)
    {
        _ = asset ?? throw new ArgumentNullException(nameof(asset));
        if (asset.PickupDirectory is null && Choose(asset) == AuthType.OAuth)
            OAuthSettings.Of(asset);
    }

    /// <summary>
    /// The methods to try in turn where a weaker one may follow a rejected one: for <see cref="AuthType.Automatic"/>
    /// all whose settings are complete, strongest first; else the asset's own alone.
    /// </summary>
    /// <param name="asset">The asset.</param>
    public static IReadOnlyList<AuthType> Fallbacks(SmtpAsset asset)
    {
        _ = asset ?? throw new ArgumentNullException(nameof(asset));
        return asset.AuthType == AuthType.Automatic
            ? StrongestFirst.Where(method => IsComplete(asset, method)).ToArray()
            : [asset.AuthType];
    }

    // Passwordless needs nothing.
    private static AuthType Strongest(SmtpAsset asset)
    {
        var choice = 0;
        while (!IsComplete(asset, StrongestFirst[choice]))
            choice++;
        if (StrongestFirst[choice] == AuthType.Passwordless)
            RefuseSecretOfNobody(asset);
        return StrongestFirst[choice];
    }

    // Going without a login can't be meant where a secret is there.
    private static void RefuseSecretOfNobody(SmtpAsset asset)
    {
        if (UnfinishedLogin.Of(asset) is { HasSecretOfNobody: true } login)
            AuthenticationSettings.Require(asset, login.Method, login.Missing);
    }

    // An empty password may be meant by who asks for Basic; Automatic takes it for one that was not filled in.
    private static bool IsComplete(SmtpAsset asset, AuthType method) =>
        !AuthenticationSettings.Missing(asset, method).Any() && (method != AuthType.Basic || asset.Password!.Length > 0);
}
