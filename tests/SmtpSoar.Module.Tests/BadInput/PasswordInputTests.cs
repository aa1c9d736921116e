using System.Collections.Generic;
using System.Net;
using SmtpSoar.Module.Tests.Hosting;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Module.Tests.BadInput;

/// <summary>Passwords that others get wrong.</summary>
public sealed class PasswordInputTests : EngineTest
{
    private const string Send = "Send-SoarEmail a@example.org s b -From f@example.org -Asset (New-SmtpAsset 127.0.0.1 $asset.port -SslMethod None -AuthType Basic -Username $user -Password $password)";

    public static TheoryData<string, string, string> Logins()
    {
        var logins = new TheoryData<string, string, string>();
        foreach (var mechanism in new[] { "PLAIN", "LOGIN", "CRAM-MD5", "SCRAM-SHA-1", "SCRAM-SHA-256", "SCRAM-SHA-512" })
        {
            logins.Add(mechanism, "carol@example.org", "pä$$ wörd€");
            logins.Add(mechanism, "jörg@example.org", "'quoted\" \\ = , ");
        }

        logins.Add("PLAIN", "u", "😀");
        logins.Add("PLAIN", "u", "");
        logins.Add("LOGIN", "u", "");
        return logins;
    }

    [Theory]
    [MemberData(nameof(Logins))]
    public void Password_AnyText_LogsIn(string mechanism, string user, string password)
    {
        var server = StartServer(new ServerOptions { AuthMechanisms = [mechanism], Users = new Dictionary<string, string> { [user] = password }, RequireAuthentication = true });

        var result = Result(Send, ("user", user), ("password", new NetworkCredential("", password).SecurePassword));

        Assert.Equal("success", result.Status);
        Assert.Equal(user, Assert.Single(server.Messages).User);
        Assert.Equal(mechanism, server.Messages[0].Mechanism);
    }

    [Fact]
    public void Password_ThatScramCantPrepare_GoesByAnotherMechanism()
    {
        var server = StartServer(new ServerOptions { AuthMechanisms = ["SCRAM-SHA-256", "PLAIN"], Users = new Dictionary<string, string> { ["u"] = "😀" } });

        Result(Send, ("user", "u"), ("password", new NetworkCredential("", "😀").SecurePassword));

        Assert.Equal("PLAIN", Assert.Single(server.Messages).Mechanism);
    }

    [Fact]
    public void Password_ThatNoOfferedMechanismTakes_IsANamedError()
    {
        StartServer(new ServerOptions { AuthMechanisms = ["SCRAM-SHA-256"], Users = new Dictionary<string, string> { ["u"] = "😀" } });

        Assert.Equal("failed", Result(Send, ("user", "u"), ("password", new NetworkCredential("", "😀").SecurePassword)).Status);

        Assert.Equal("AuthenticationFailed", SingleErrorId());
    }

    [Theory]
    [InlineData("PLAIN")]
    [InlineData("SCRAM-SHA-256")]
    public void Password_Wrong_CostsOneLoginAndIsANamedError(string mechanism)
    {
        var server = StartServer(new ServerOptions { AuthMechanisms = [mechanism, "LOGIN"], Users = new Dictionary<string, string> { ["u"] = "right" } });

        Assert.Equal("failed", Result(Send, ("user", "u"), ("password", new NetworkCredential("", "wrong").SecurePassword)).Status);

        Assert.Equal("AuthenticationFailed", SingleErrorId());
        Assert.Equal(1, server.LoginAttempts);
        Assert.Empty(server.Messages);
    }
}
