using System.Collections.Generic;
using System.Net;
using System.Threading.Tasks;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Tests.Delivery;

/// <summary>Logging in with a password.</summary>
public sealed class LogInTests
{
    [Theory]
    [InlineData("PLAIN")]
    [InlineData("LOGIN")]
    [InlineData("CRAM-MD5")]
    [InlineData("SCRAM-SHA-1")]
    [InlineData("SCRAM-SHA-256")]
    [InlineData("SCRAM-SHA-512")]
    public async Task Mechanism_RightPassword_LogsIn(string mechanism)
    {
        await using var server = Start([mechanism]);
        using var mailer = Mailer.For(server, Mailer.LogIn);

        var result = await mailer.SucceedAsync();

        Assert.Equal((Mailer.User, mechanism), (server.Messages[0].User, server.Messages[0].Mechanism));
        Assert.Equal($"Basic ({mechanism})", result.Authentication);
    }

    [Theory]
    [InlineData("PLAIN")]
    [InlineData("LOGIN")]
    [InlineData("CRAM-MD5")]
    [InlineData("SCRAM-SHA-1")]
    [InlineData("SCRAM-SHA-256")]
    [InlineData("SCRAM-SHA-512")]
    public async Task Mechanism_NonAsciiUserAndPassword_LogsIn(string mechanism)
    {
        await using var server = Start([mechanism], new Dictionary<string, string> { ["jörg,=ñ"] = "pä$$ wörd€ 密" });
        using var mailer = Mailer.For(server, asset => (asset.Username, asset.Password) = ("jörg,=ñ", new NetworkCredential("", "pä$$ wörd€ 密").SecurePassword));

        await mailer.SucceedAsync();

        Assert.Equal("jörg,=ñ", server.Messages[0].User);
    }

    [Theory]
    [InlineData("PLAIN LOGIN", "PLAIN")]
    [InlineData("LOGIN CRAM-MD5 PLAIN", "CRAM-MD5")]
    [InlineData("PLAIN SCRAM-SHA-1 CRAM-MD5", "SCRAM-SHA-1")]
    [InlineData("SCRAM-SHA-1 SCRAM-SHA-256", "SCRAM-SHA-256")]
    [InlineData("SCRAM-SHA-256 SCRAM-SHA-512 LOGIN", "SCRAM-SHA-512")]
    [InlineData("XOAUTH2 NTLM GSSAPI login", "LOGIN")]
    public async Task Mechanisms_Offered_StrongestIsUsed(string offered, string used)
    {
        await using var server = Start(offered.Split(' '));
        using var mailer = Mailer.For(server, Mailer.LogIn);

        await mailer.SucceedAsync();

        Assert.Equal(used, server.Messages[0].Mechanism);
        Assert.Equal(1, server.LoginAttempts);
    }

    [Theory]
    [InlineData("PLAIN")]
    [InlineData("LOGIN")]
    [InlineData("CRAM-MD5")]
    [InlineData("SCRAM-SHA-256")]
    [InlineData("SCRAM-SHA-512 SCRAM-SHA-256 SCRAM-SHA-1 CRAM-MD5 PLAIN LOGIN")]
    public async Task Password_Wrong_CostsOneAttemptAndNoMail(string offered)
    {
        await using var server = Start(offered.Split(' '), new Dictionary<string, string> { [Mailer.User] = "another" });
        using var mailer = Mailer.For(server, Mailer.LogIn);

        var error = await mailer.FailAsync();

        await server.WaitUntilIdleAsync();
        Assert.Equal("AuthenticationFailed", error.ErrorId);
        Assert.Equal(ErrorKind.AuthenticationError, error.Kind);
        Assert.Contains($"rejected the login of '{Mailer.User}' ({offered.Split(' ')[0]}): 535 5.7.8", error.Message);
        Assert.Equal(1, server.LoginAttempts);
        Assert.Empty(server.Messages);
    }

    [Fact]
    public async Task Mechanisms_NoneForPasswords_SaysWhatIsOffered()
    {
        await using var server = Start(["XOAUTH2", "GSSAPI"]);
        using var mailer = Mailer.For(server, Mailer.LogIn);

        var error = await mailer.FailAsync();

        Assert.Equal("MechanismNotOffered", error.ErrorId);
        Assert.Contains("GSSAPI, XOAUTH2", error.Message);
        Assert.Equal(0, server.LoginAttempts);
    }

    [Fact]
    public async Task Login_NotOffered_FailsAndSendsNothing()
    {
        await using var server = SmtpTestServer.Start();
        using var mailer = Mailer.For(server, Mailer.LogIn);

        var error = await mailer.FailAsync();

        Assert.Equal("AuthenticationNotOffered", error.ErrorId);
        Assert.Contains("without TLS", error.Message);
        Assert.Empty(server.Messages);
    }

    [Fact]
    public async Task Login_OfferedAfterTlsOnly_LogsInThere()
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { StartTls = true, Users = Mailer.Users, RequireAuthentication = true });
        using var mailer = Mailer.ForTls(server, SslMethod.StartTls, Mailer.LogIn);

        var result = await mailer.SucceedAsync();

        Assert.Equal((true, Mailer.User), (server.Messages[0].Tls, server.Messages[0].User));
        Assert.StartsWith("TLS 1.", result.Tls);
    }

    [Fact]
    public async Task Login_OfferedOnlyBeforeTls_IsNotUsed()
    {
        // What was said before TLS counts no more (RFC 3207, section 4.2).
        await using var server = SmtpTestServer.Start(new ServerOptions
        {
            StartTls = true,
            Script = new Script().On(Step.Ehlo, Reply.Of("250-test\n250-STARTTLS\n250 AUTH PLAIN")).Times(1),
        });
        using var mailer = Mailer.ForTls(server, SslMethod.StartTls, Mailer.LogIn);

        var error = await mailer.FailAsync();

        Assert.Equal("AuthenticationNotOffered", error.ErrorId);
        Assert.Equal(0, server.LoginAttempts);
    }

    [Fact]
    public async Task Password_Blank_IsSentByWhoAsksForBasic()
    {
        await using var server = Start(["PLAIN"], new Dictionary<string, string> { [Mailer.User] = "" });
        using var mailer = Mailer.For(server, asset => (asset.AuthType, asset.Username, asset.Password) = (AuthType.Basic, Mailer.User, new System.Security.SecureString()));

        await mailer.SucceedAsync();

        Assert.Equal(Mailer.User, server.Messages[0].User);
    }

    private static SmtpTestServer Start(IEnumerable<string> mechanisms, IReadOnlyDictionary<string, string>? users = null, Script? script = null) => SmtpTestServer.Start(new ServerOptions
    {
        AuthMechanisms = [.. mechanisms],
        Users = users ?? Mailer.Users,
        Script = script ?? new Script(),
    });
}
