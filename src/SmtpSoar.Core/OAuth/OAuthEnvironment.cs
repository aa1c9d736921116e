using System;
using System.Net.Http;
using SmtpSoar.Core.Assets.Login;
using SmtpSoar.Core.OAuth.Login;
using SmtpSoar.Core.OAuth.Microsoft;
using SmtpSoar.Core.OAuth.Standard;
using SmtpSoar.Core.OAuth.Tokens;
using SmtpSoar.Core.Secrets;

namespace SmtpSoar.Core.OAuth;

/// <summary>The surroundings of OAuth: clock, store, browser and network. Tests bring their own.</summary>
internal sealed class OAuthEnvironment
{
    /// <summary>The clock.</summary>
    internal TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The store of the tokens. It is opened only when OAuth is used.</summary>
    internal Func<ProtectedStore> Store { get; init; } = () => new ProtectedStore(DataFolder.Default());

    /// <summary>The handler of the requests to an authorization server.</summary>
    internal Func<SmtpAsset, HttpMessageHandler> Handler { get; init; } = OAuthHttp.CreateHandler;

    /// <summary>Opens pages for the person.</summary>
    internal IBrowserLauncher Browser { get; init; } = new SystemBrowser();

    internal TokenStore StoreFor(OAuthSettings settings) => new(Store(), settings.Key);

    internal ITokenClient ClientFor(OAuthSettings settings) => settings.Microsoft is null && settings.Flow != OAuthFlow.ManagedIdentity
        ? new StandardTokenClient(settings, this)
        : MicrosoftClients.Create(settings, this);
}
