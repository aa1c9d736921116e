using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Module.Tests.Hosting;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Module.Tests.Assets;

/// <summary>Many processes that need another access token at the same moment. The provider takes each refresh token once.</summary>
public sealed class TokenRotationTests : AssetEngineTest
{
    private const int Processes = 10;
    private const string User = "alice@example.org";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private int _granted;

    [Fact]
    public async Task Send_TenProcessesWithAnEndedToken_RotateTheRefreshTokenOnceAndLoseNoMail()
    {
        using var authority = new ScriptedAuthority(Answer);
        using var server = SmtpTestServer.Start(new ServerOptions { AuthMechanisms = ["XOAUTH2"], Tokens = new Dictionary<string, string> { [User] = Token(2) }, RequireAuthentication = true });
        LogIn(server, authority);

        await Task.WhenAll(Enumerable.Range(0, Processes).Select(number => Probe.RunAsync(Script(number), Limit)));

        Assert.Equal(Processes, server.Messages.Count);
        Assert.Equal(1, authority.Requests.Count(request => request.Body.Contains("grant_type=refresh_token", StringComparison.Ordinal)));
        Assert.InRange(server.LoginAttempts, Processes, 2 * Processes);
        Assert.Equal((2 * Processes) + 1, Names().Length);
        Assert.Empty(Directory.GetFiles(Data, "*.damaged-*", SearchOption.AllDirectories));
        Assert.DoesNotContain(Directory.GetFiles(Data, "*", SearchOption.AllDirectories), file => Encoding.Latin1.GetString(File.ReadAllBytes(file)).Contains("cAnArY", StringComparison.Ordinal));
    }

    private static string Token(int number) => $"{Canary}-access-{number}";

    private static string Refresh(int number) => $"{Canary}-refresh-{number}";

    private static string Script(int number) => $$"""
        $ErrorActionPreference = 'Stop'
        Import-Module '{{BuiltModule.Manifest}}'
        New-SmtpAsset 'a{{number}}.example.org' | Register-SmtpAsset -Name 'before-{{number}}'
        $null = Send-SoarEmail -Asset oauth -To 'to{{number}}@example.org' -Subject 'Number {{number}}' -Body Hello
        New-SmtpAsset 'b{{number}}.example.org' | Register-SmtpAsset -Name 'after-{{number}}'
        """;

    private void LogIn(SmtpTestServer server, ScriptedAuthority authority)
    {
        Engine.Run(
            """
            New-SmtpAsset $server $port -SslMethod None -AuthType OAuth -OAuthFlow DeviceCode -Username $user -ClientId client -TokenUrl $url -DeviceAuthUrl $url/device |
                Register-SmtpAsset -Name oauth
            Connect-SmtpAsset oauth
            """,
            ("server", server.Host),
            ("port", server.Port),
            ("user", User),
            ("url", authority.Url.OriginalString));
        Assert.Empty(Engine.Errors);
    }

    // The first access token has ended before anybody uses it; a refresh token that comes twice is refused.
    private ScriptedAuthority.Answer Answer(ScriptedAuthority.Request request)
    {
        lock (_lock)
        {
            if (request.Path.EndsWith("/device", StringComparison.Ordinal))
                return ScriptedAuthority.Answer.Json("""{"device_code":"d","user_code":"USER-CODE","verification_uri":"https://example.org/device","expires_in":600,"interval":1}""");
            if (_granted > 0 && !request.Body.Contains(Refresh(_granted), StringComparison.Ordinal))
                return ScriptedAuthority.Answer.Json("""{"error":"invalid_grant"}""", 400);
            _granted++;
            return ScriptedAuthority.Answer.Json($$"""{"access_token":"{{Token(_granted)}}","token_type":"Bearer","refresh_token":"{{Refresh(_granted)}}","expires_in":{{(_granted == 1 ? 1 : 3600)}}}""");
        }
    }
}
