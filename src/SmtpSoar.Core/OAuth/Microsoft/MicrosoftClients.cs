using SmtpSoar.Core.Assets.Login;
using SmtpSoar.Core.OAuth.Tokens;

namespace SmtpSoar.Core.OAuth.Microsoft;

/// <summary>Makes the client for Microsoft's authorities. Nothing of Microsoft's library is loaded before it is called.</summary>
internal static class MicrosoftClients
{
    internal static ITokenClient Create(OAuthSettings settings, OAuthEnvironment environment) => settings.Flow == OAuthFlow.ManagedIdentity
        ? new ManagedIdentityClient(settings, environment)
        : new EntraClient(settings, environment);
}
