using System;
using System.Linq;
using System.Security.Cryptography;
using System.Text;

namespace SmtpSoar.TestServer;

/// <summary>What the server says next, or who is logged in; neither means refused.</summary>
internal sealed record SaslStep(byte[]? Challenge, string? User)
{
    public static SaslStep Refused { get; } = new(null, null);

    public static SaslStep Say(string challenge) => new(Encoding.UTF8.GetBytes(challenge), null);
}

/// <summary>The server's side of one login.</summary>
internal abstract class SaslExchange(ServerOptions options)
{
    protected ServerOptions Options { get; } = options;

    /// <summary>The exchange for a mechanism that is offered, or null.</summary>
    public static SaslExchange? Create(string mechanism, Offer offer, ServerOptions options) =>
        !offer.Mechanisms.Contains(mechanism, StringComparer.OrdinalIgnoreCase) ? null : mechanism switch
        {
            "PLAIN" => new PlainExchange(options),
            "LOGIN" => new LoginExchange(options),
            "CRAM-MD5" => new CramMd5Exchange(options),
            "SCRAM-SHA-1" => new ScramExchange(options, HashAlgorithmName.SHA1, 20),
            "SCRAM-SHA-256" => new ScramExchange(options, HashAlgorithmName.SHA256, 32),
            "SCRAM-SHA-512" => new ScramExchange(options, HashAlgorithmName.SHA512, 64),
            "XOAUTH2" => new XOAuth2Exchange(options),
            "OAUTHBEARER" => new OAuthBearerExchange(options),
            _ => null,
        };

    /// <summary>Takes what the client said.</summary>
    /// <param name="response">Null when the client has said nothing yet.</param>
    public abstract SaslStep Next(byte[]? response);

    /// <summary>Logs in whose password is right.</summary>
    protected SaslStep Check(string user, string password) =>
        Options.Users.TryGetValue(user, out string? expected) && AreEqual(expected, password) ? new SaslStep(null, user) : SaslStep.Refused;

    protected static bool AreEqual(string expected, string actual) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(actual));

    protected static string Text(byte[] response) => Encoding.UTF8.GetString(response);
}

/// <summary>RFC 4616.</summary>
internal sealed class PlainExchange(ServerOptions options) : SaslExchange(options)
{
    public override SaslStep Next(byte[]? response)
    {
        if (response == null)
        {
            return SaslStep.Say("");
        }

        string[] parts = Text(response).Split('\0');
        return parts.Length == 3 ? Check(parts[1], parts[2]) : SaslStep.Refused;
    }
}

/// <summary>The old LOGIN of draft-murchison-sasl-login.</summary>
internal sealed class LoginExchange(ServerOptions options) : SaslExchange(options)
{
    private string? _user;
    private bool _asked;

    public override SaslStep Next(byte[]? response)
    {
        if (response == null && !_asked)
        {
            _asked = true;
            return SaslStep.Say("Username:");
        }

        if (_user == null)
        {
            _user = Text(response ?? []);
            return SaslStep.Say("Password:");
        }

        return Check(_user, Text(response ?? []));
    }
}
