using System;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace SmtpSoar.TestServer;

/// <summary>RFC 2195.</summary>
internal sealed class CramMd5Exchange(ServerOptions options) : SaslExchange(options)
{
    private readonly string _challenge = $"<{Guid.NewGuid():N}@{options.HostName}>";
    private bool _asked;

    public override SaslStep Next(byte[]? response)
    {
        if (!_asked)
        {
            _asked = true;
            return response == null ? SaslStep.Say(_challenge) : SaslStep.Refused;
        }

        string answer = Text(response ?? []);
        int space = answer.LastIndexOf(' ');
        string user = space < 0 ? "" : answer[..space];
        return Options.Users.TryGetValue(user, out string? password) && AreEqual(Digest(password), answer[(space + 1)..])
            ? new SaslStep(null, user)
            : SaslStep.Refused;
    }

    [SuppressMessage("Security", "CA5351", Justification = "The mechanism is made of it.")]
    private string Digest(string password) =>
        Convert.ToHexStringLower(HMACMD5.HashData(Encoding.UTF8.GetBytes(password), Encoding.UTF8.GetBytes(_challenge)));
}
