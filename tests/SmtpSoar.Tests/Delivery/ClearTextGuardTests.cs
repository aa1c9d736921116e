using System;
using System.Threading.Tasks;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Tests.Delivery;

/// <summary>No password goes in the clear to a server that is not this machine. One behind a proxy never counts as this machine.</summary>
public sealed class ClearTextGuardTests
{
    [Theory]
    [InlineData("socks5")]
    [InlineData("http")]
    public async Task Password_OverAClearConnection_IsKept(string scheme)
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { Users = Mailer.Users });
        await using var proxy = TestProxy.Start(server.Port);
        using var mailer = Through(proxy, server, scheme);

        var error = await mailer.FailAsync();

        await server.WaitUntilIdleAsync();
        Assert.Equal("InsecureAuthentication", error.ErrorId);
        Assert.Contains("AllowInsecureAuthentication", error.Advice);
        Assert.Equal(0, server.LoginAttempts);
        Assert.DoesNotContain(server.Connections[0].Transcript, line => line.StartsWith("C: AUTH", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Password_Kept_IsNoReasonForAWeakerMethod()
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { Users = Mailer.Users });
        await using var proxy = TestProxy.Start(server.Port);
        using var mailer = Through(proxy, server, "socks5");
        mailer.Options.AllowAuthenticationFallback = true;

        Assert.Equal("InsecureAuthentication", (await mailer.FailAsync()).ErrorId);
        Assert.Empty(server.Messages);
    }

    [Fact]
    public async Task Password_Allowed_Goes()
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { Users = Mailer.Users });
        await using var proxy = TestProxy.Start(server.Port);
        using var mailer = Through(proxy, server, "socks5");
        mailer.Asset.AllowInsecureAuthentication = true;

        await mailer.SucceedAsync();

        Assert.Equal(Mailer.User, server.Messages[0].User);
    }

    [Fact]
    public async Task Password_ToThisMachine_Goes()
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { Users = Mailer.Users });
        using var mailer = Mailer.For(server, Mailer.LogIn);

        var result = await mailer.SucceedAsync();

        Assert.Equal("Basic (SCRAM-SHA-512)", result.Authentication);
        Assert.Null(result.Tls);
    }

    [Fact]
    public async Task NoPassword_OverAClearConnection_Goes()
    {
        await using var server = SmtpTestServer.Start();
        await using var proxy = TestProxy.Start(server.Port);
        using var mailer = Through(proxy, server, "socks5");
        mailer.Asset.AuthType = AuthType.Passwordless;

        await mailer.SucceedAsync();
    }

    private static Mailer Through(TestProxy proxy, SmtpTestServer server, string scheme) => Mailer.For(server, asset =>
    {
        Mailer.LogIn(asset);
        asset.Proxy = $"{scheme}://{proxy.Address}";
    });
}
