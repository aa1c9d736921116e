using System;
using Duende.IdentityModel.Client;
using SmtpSoar.Core.Assets.Login;

namespace SmtpSoar.Core.OAuth.Standard;

/// <summary>Shows an authorization server which client asks, and proves it where the asset can (RFC 6749, section 2.3).</summary>
internal sealed class ClientProof(OAuthSettings settings, TimeProvider clock)
{
    // RFC 7523, section 2.2.
    private const string AssertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private readonly string? _secret = settings.ClientSecret;

    /// <summary>Whether there are two ways to give the proof, of which servers may take one only.</summary>
    internal bool HasTwoStyles =>
        _secret is not null && settings.Asset.OAuthCertificate is null && settings.Flow != OAuthFlow.ServiceAccount;

    /// <summary>Adds it to a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="style">The place of a secret: the body or the Authorization header.</param>
    internal T AddTo<T>(T request, ClientCredentialStyle style)
        where T : ProtocolRequest
    {
        request.ClientCredentialStyle = style;

        // A service account's assertion proves it, and there is no client.
        if (settings.Flow == OAuthFlow.ServiceAccount)
            return request;
        request.ClientId = settings.Asset.ClientId!.Trim();
        if (settings.Asset.OAuthCertificate is { } certificate)
            request.ClientAssertion = new ClientAssertion
            {
                Type = AssertionType,
                Value = ClientAssertionToken.Create(certificate, request.ClientId, settings.TokenUrl!, clock.GetUtcNow()),
            };
        else
            request.ClientSecret = _secret;
        return request;
    }
}
