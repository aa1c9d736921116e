using System;
using System.Linq;

namespace SmtpSoar.TestServer;

/// <summary>What XOAUTH2 and OAUTHBEARER have in common: one message, and a refusal that the client has to answer.</summary>
internal abstract class TokenExchange(ServerOptions options) : SaslExchange(options)
{
    private bool _explained;

    /// <summary>What is said about a refused token; null says nothing.</summary>
    protected abstract string? Explanation { get; }

    public override SaslStep Next(byte[]? response)
    {
        if (response == null)
        {
            return SaslStep.Say("");
        }

        if (_explained)
        {
            return SaslStep.Refused;
        }

        (string user, string authorization) = Read(Text(response));
        bool accepted = Options.Tokens.TryGetValue(user, out string? token)
            && authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            && AreEqual(token, authorization["Bearer ".Length..]);
        _explained = true;
        return accepted ? new SaslStep(null, user) : Explanation is { } text ? SaslStep.Say(text) : SaslStep.Refused;
    }

    protected abstract (string User, string Authorization) Read(string message);

    /// <summary>The value of a field; fields end with control-A.</summary>
    protected static string Field(string message, string name) =>
        message.Split('\u0001').FirstOrDefault(field => field.StartsWith(name, StringComparison.Ordinal))?[name.Length..] ?? "";
}

/// <summary>The mechanism of Google and Microsoft.</summary>
internal sealed class XOAuth2Exchange(ServerOptions options) : TokenExchange(options)
{
    protected override string? Explanation => Options.XOAuth2Error;

    protected override (string User, string Authorization) Read(string message) => (Field(message, "user="), Field(message, "auth="));
}

/// <summary>RFC 7628.</summary>
internal sealed class OAuthBearerExchange(ServerOptions options) : TokenExchange(options)
{
    protected override string? Explanation => """{"status":"invalid_token"}""";

    protected override (string User, string Authorization) Read(string message)
    {
        string identity = message.Split(',').FirstOrDefault(part => part.StartsWith("a=", StringComparison.Ordinal)) ?? "a=";
        return (identity[2..], Field(message, "auth="));
    }
}
