using System;
using System.Collections.Generic;
using System.Security.Cryptography.X509Certificates;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.OAuth.Standard;

/// <summary>A JWT by which a client proves itself with its certificate (RFC 7523, section 3).</summary>
internal static class ClientAssertionToken
{
    // No two clocks agree to the second.
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    /// <summary>A fresh one, for one request.</summary>
    internal static string Create(X509Certificate2 certificate, string clientId, Uri audience, DateTimeOffset now) =>
        new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = clientId,
            Audience = audience.OriginalString,
            Claims = new Dictionary<string, object> { ["sub"] = clientId, ["jti"] = Guid.NewGuid().ToString() },
            IssuedAt = (now - Skew).UtcDateTime,
            NotBefore = (now - Skew).UtcDateTime,
            Expires = (now + Life).UtcDateTime,
            SigningCredentials = Key(certificate),

            // The server's name for the key is unknown, so the certificate is named by its thumbprint (RFC 7515, section 4.1.8).
            AdditionalHeaderClaims =
                new Dictionary<string, object> { ["x5t#S256"] = Base64UrlEncoder.Encode(Sha256Digest.Bytes(certificate.RawData)) },
        });

    private static SigningCredentials Key(X509Certificate2 certificate)
    {
        if (certificate.GetRSAPrivateKey() is { } rsa)
            return new SigningCredentials(new RsaSecurityKey(rsa), SecurityAlgorithms.RsaSha256);
        return certificate.GetECDsaPrivateKey() is { } curve
            ? new SigningCredentials(new ECDsaSecurityKey(curve), SecurityAlgorithms.EcdsaSha256)
            : throw Errors.OAuthCertificateInvalid.With(SafeText.Of(certificate.Subject));
    }
}
