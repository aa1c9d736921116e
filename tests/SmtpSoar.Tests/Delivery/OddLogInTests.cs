using System;
using System.Collections.Generic;
using System.Net;
using System.Threading.Tasks;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Tests.Delivery;

/// <summary>Logins that servers answer in odd ways.</summary>
public sealed class OddLogInTests
{
    [Fact]
    public async Task Mechanism_NotKnownAfterAll_MakesWayForTheNext()
    {
        await using var server = Start(["SCRAM-SHA-256", "PLAIN"], script: new Script().On(Step.Auth, Reply.Of("504 5.5.4 what")).When(context => context.Argument.StartsWith("SCRAM", StringComparison.Ordinal)));
        using var mailer = Mailer.For(server, Mailer.LogIn);

        var result = await mailer.SucceedAsync();

        Assert.Equal("Basic (PLAIN)", result.Authentication);
        Assert.Equal(2, server.LoginAttempts);
    }

    [Fact]
    public async Task Mechanisms_NoneKnownAfterAll_Fails()
    {
        await using var server = Start(["LOGIN", "PLAIN"], script: new Script().On(Step.Auth, Reply.Of("504 5.5.4 what")));
        using var mailer = Mailer.For(server, Mailer.LogIn);

        var error = await mailer.FailAsync();

        Assert.Equal("AuthenticationFailed", error.ErrorId);
        Assert.Contains("504", error.Message);
    }

    [Fact]
    public async Task Server_ThatDoesNotKnowThePassword_IsNotTrusted()
    {
        // Its last word lacks the proof that SCRAM wants (RFC 5802, section 3).
        await using var server = Start(["SCRAM-SHA-256"], script: new Script()
            .On(Step.AuthContinuation, Reply.Of("334 " + Convert.ToBase64String("v=bm90IHRoZSBwcm9vZg=="u8))).Times(1)
            .On(Step.AuthContinuation, Reply.Of("535 5.7.8 cancelled")));
        using var mailer = Mailer.For(server, Mailer.LogIn);

        var error = await mailer.FailAsync();

        Assert.Equal("AuthenticationFailed", error.ErrorId);
        Assert.Empty(server.Messages);
    }

    [Fact]
    public async Task Refusal_QuotingThePassword_IsShownWithoutIt()
    {
        await using var server = Start(["PLAIN"], script: new Script().On(Step.Auth, context => Reply.Of($"535 5.7.8 no: AUTH {context.Argument} ({Mailer.Password})")));
        using var mailer = Mailer.For(server, Mailer.LogIn);

        var error = await mailer.FailAsync(); // the mailer looks for the password itself

        Assert.Contains("535 5.7.8 no: AUTH PLAIN ******** (********)", error.Message);
    }

    [Fact]
    public async Task Garbage_QuotingThePassword_IsShownWithoutIt()
    {
        await using var server = Start(["PLAIN"], script: new Script().On(Step.Auth, context => Reply.Raw($"what is AUTH {context.Argument}\r\n")));
        using var mailer = Mailer.For(server, Mailer.LogIn);

        var error = await mailer.FailAsync();

        Assert.Equal("ProtocolViolation", error.ErrorId);
        Assert.Contains("what is AUTH PLAIN ********", error.Message);
    }

    [Theory]
    [InlineData("PLAIN")]
    [InlineData("LOGIN")]
    [InlineData("CRAM-MD5")]
    [InlineData("SCRAM-SHA-256")]
    public async Task Password_WithCharactersThatNobodyMayUse_IsAFailedLogin(string mechanism)
    {
        await using var server = Start([mechanism]);
        using var mailer = Mailer.For(server, asset =>
        {
            Mailer.LogIn(asset);
            asset.Password = new NetworkCredential("", Mailer.Password + "\u0007\uFFFE").SecurePassword;
        });

        var error = await mailer.FailAsync();

        Assert.Equal("AuthenticationFailed", error.ErrorId);
    }

    [Theory]
    [InlineData("LOGIN", "334 ====")]
    [InlineData("LOGIN", "334 not base64")]
    [InlineData("CRAM-MD5", "334 ====")]
    public async Task Challenge_ThatIsNoBase64_IsAFailedLogin(string mechanism, string challenge)
    {
        await using var server = Start([mechanism], script: new Script().On(Step.Auth, Reply.Of(challenge)));
        using var mailer = Mailer.For(server, Mailer.LogIn);

        var error = await mailer.FailAsync();

        await server.WaitUntilIdleAsync();
        Assert.Equal("AuthenticationFailed", error.ErrorId);
        Assert.Contains("base64", error.Message);
        Assert.Contains("C: *", server.Connections[0].Transcript);
        Assert.DoesNotContain(server.Connections[0].Transcript, line => line.StartsWith("C: MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Challenges_WithoutEnd_AreBrokenOff()
    {
        await using var server = Start(["LOGIN"], script: new Script().On(Step.Auth, Reply.Of("334 VXNlcg==")).On(Step.AuthContinuation, Reply.Of("334 VXNlcg==")));
        using var mailer = Mailer.For(server, Mailer.LogIn);

        var error = await mailer.FailAsync();

        Assert.Equal("ProtocolViolation", error.ErrorId);
        Assert.Contains("never ends the login", error.Message);
    }

    [Theory]
    [InlineData("PLAIN")]
    [InlineData("LOGIN")]
    public async Task Success_WithAnotherCode_IsOne(string mechanism)
    {
        await using var server = Start([mechanism], script: new Script().On(mechanism == "PLAIN" ? Step.Auth : Step.AuthContinuation, Reply.Of("230 2.7.0 in")).Skip(mechanism == "PLAIN" ? 0 : 1));
        using var mailer = Mailer.For(server, Mailer.LogIn);

        var result = await mailer.SucceedAsync();

        Assert.Equal($"Basic ({mechanism})", result.Authentication);
    }

    private static SmtpTestServer Start(IEnumerable<string> mechanisms, IReadOnlyDictionary<string, string>? users = null, Script? script = null) => SmtpTestServer.Start(new ServerOptions
    {
        AuthMechanisms = [.. mechanisms],
        Users = users ?? Mailer.Users,
        Script = script ?? new Script(),
    });
}
