using System;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Assets;
using SmtpSoar.Core.Assets.Login;
using SmtpSoar.Core.Assets.Settings;
using SmtpSoar.Core.OAuth.Tokens;

namespace SmtpSoar.Core.OAuth.Login;

/// <summary>Logs an asset in with OAuth 2.0, and forgets its tokens.</summary>
public sealed class OAuthLogins
{
    private readonly SmtpAsset _asset;
    private readonly OAuthEnvironment _environment;

    /// <summary>For one asset. Nothing is asked or read yet.</summary>
    public OAuthLogins(SmtpAsset asset)
        : this(asset, new OAuthEnvironment())
    {
    }

    internal OAuthLogins(SmtpAsset asset, OAuthEnvironment environment)
    {
        _asset = asset;
        _environment = environment;
    }

    /// <summary>The receiver of warnings.</summary>
    public IFeedback? Feedback { get; set; }

    /// <summary>Logs in anew and keeps the tokens. Without a person, what is kept is renewed.</summary>
    /// <param name="prompt">The person, or <see langword="null"/> if there is none.</param>
    /// <param name="options">How to ask the person.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="SmtpSoarException">No token came of it.</exception>
    public async Task<OAuthLogin> ConnectAsync(ILoginPrompt? prompt, LoginOptions options, CancellationToken cancellationToken)
    {
        _ = options ?? throw new ArgumentNullException(nameof(options));
        AssetValidator.Validate(_asset);
        RefuseUnused(options.Flow);
        var settings = OAuthSettings.Of(_asset, options.Flow);
        RefuseAssetWithoutOAuth();
        return prompt is null || !FlowChoice.NeedsPerson(settings.Flow)
            ? Describe(settings, await RenewAsync(settings, cancellationToken).ConfigureAwait(false))
            : Describe(
                settings,
                await LogInAsync(settings, new LoginSession(prompt, options, _environment), cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Forgets the tokens.</summary>
    /// <returns>Whether there were any.</returns>
    public bool Disconnect(CancellationToken cancellationToken) =>
        OAuthSettings.FindKey(_asset) is { } key
            ? new TokenStore(_environment.Store(), key).Remove(cancellationToken)
            : throw Errors.AssetSettingMissing.With(AuthType.OAuth, AssetSettings.Username);

    private Task<TokenSet> RenewAsync(OAuthSettings settings, CancellationToken cancellationToken)
    {
        _environment.StoreFor(settings).RequireProtection();
        return new TokenSource(settings, _environment, Feedback).RenewAsync(cancellationToken);
    }

    private async Task<TokenSet> LogInAsync(OAuthSettings settings, LoginSession session, CancellationToken cancellationToken)
    {
        var store = _environment.StoreFor(settings);
        store.PrepareReplacement(Feedback, cancellationToken);
        var tokens = await _environment.ClientFor(settings).LogInAsync(session, cancellationToken).ConfigureAwait(false);
        store.Write(tokens, cancellationToken);
        return tokens;
    }

    // A command that sends looks for the tokens of the asset's own flow, and a person's tokens are not an application's.
    private void RefuseUnused(OAuthFlow? wanted)
    {
        var own = FlowChoice.Of(_asset);
        if (wanted is { } flow && FlowChoice.NeedsPerson(flow) && !FlowChoice.NeedsPerson(own))
            throw Errors.OAuthFlowUnused.With(own, flow);
    }

    // Without this check a person would log in, and the mail would go out without the login.
    private void RefuseAssetWithoutOAuth()
    {
        if (AuthenticationChoice.Choose(_asset) is var method and not AuthType.OAuth)
            throw Errors.OAuthNotChosen.With(method);
    }

    private static OAuthLogin Describe(OAuthSettings settings, TokenSet tokens) => new()
    {
        Name = settings.Asset.Name,
        Username = settings.Username,
        User = tokens.User is { } user ? ShownText.Line(user) : null,
        Flow = settings.Flow,
        Authority = settings.Authority,
        Scopes = [.. tokens.Scopes],
        ExpiresOn = tokens.ExpiresOn,
        IsRenewable = tokens.RefreshToken is not null || tokens.Cache is not null || !FlowChoice.NeedsPerson(settings.Flow),
    };
}
