using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using MailKit.Net.Smtp;
using MailKit.Security;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Tests.TestServer;

public sealed class SaslTests
{
    private static readonly Dictionary<string, string> Users = new() { ["alice,=x"] = "pässword" };
    private static readonly Dictionary<string, string> Tokens = new() { ["alice,=x"] = "token" };

    [Theory]
    [InlineData("PLAIN")]
    [InlineData("LOGIN")]
    [InlineData("CRAM-MD5")]
    [InlineData("SCRAM-SHA-1")]
    [InlineData("SCRAM-SHA-256")]
    [InlineData("SCRAM-SHA-512")]
    public async Task Password_RightOrWrong_IsChecked(string mechanism)
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { AuthMechanisms = [mechanism], Users = Users });
        using SmtpClient client = await Mail.ConnectAsync(server);

        await Assert.ThrowsAsync<AuthenticationException>(() => client.AuthenticateAsync(Create(mechanism, "alice,=x", "wrong")));
        await Assert.ThrowsAsync<AuthenticationException>(() => client.AuthenticateAsync(Create(mechanism, "bob", "pässword")));
        await client.AuthenticateAsync(Create(mechanism, "alice,=x", "pässword"));
        await client.SendAsync(Mail.Message());

        ReceivedMessage message = Assert.Single(server.Messages);
        Assert.Equal(("alice,=x", mechanism), (message.User, message.Mechanism));
        Assert.Equal(3, server.LoginAttempts);
    }

    [Theory]
    [InlineData("XOAUTH2", true)]
    [InlineData("XOAUTH2", false)]
    [InlineData("OAUTHBEARER", true)]
    public async Task Token_RightOrWrong_IsChecked(string mechanism, bool explains)
    {
        const string User = "alice@example.org";
        var options = new ServerOptions { AuthMechanisms = [mechanism], Tokens = new Dictionary<string, string> { [User] = "token" } };
        await using var server = SmtpTestServer.Start(explains ? options : options with { XOAuth2Error = null });
        using SmtpClient client = await Mail.ConnectAsync(server);

        var refused = await Assert.ThrowsAsync<AuthenticationException>(() => client.AuthenticateAsync(Create(mechanism, User, "old")));
        await client.AuthenticateAsync(Create(mechanism, User, "token"));

        Assert.StartsWith("535", refused.Message, StringComparison.Ordinal);
        Assert.Equal(explains ? 1 : 0, Count(server, "S: 334 "));
        Assert.Equal(User, server.Connections[0].User);
    }

    [Fact]
    public async Task Mechanisms_OfTheAccounts_AreOffered()
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { Users = Users, Tokens = Tokens, StartTls = true });
        using SmtpClient plain = await Mail.ConnectAsync(server);
        using SmtpClient secure = await Mail.ConnectAsync(server, SecureSocketOptions.StartTls);

        Assert.Empty(plain.AuthenticationMechanisms);
        Assert.Equal(8, secure.AuthenticationMechanisms.Count);
        using RawClient raw = await RawClient.ConnectAsync(server);
        await raw.SayAsync("EHLO me");
        Assert.Equal("530 5.7.0 Must issue a STARTTLS command first", await raw.SayAsync("AUTH PLAIN AAA="));
    }

    [Fact]
    public async Task Login_Malformed_IsSurvived()
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { Users = Users });
        using RawClient client = await RawClient.ConnectAsync(server);

        Assert.StartsWith("503", await client.SayAsync("AUTH PLAIN"), StringComparison.Ordinal);
        await client.SayAsync("EHLO me");
        Assert.StartsWith("504", await client.SayAsync("AUTH NTLM"), StringComparison.Ordinal);
        Assert.Equal("334 VXNlcm5hbWU6", await client.SayAsync("AUTH LOGIN"));
        Assert.StartsWith("501 5.7.0", await client.SayAsync("*"), StringComparison.Ordinal);
        Assert.StartsWith("501 5.5.2", await client.SayAsync("AUTH PLAIN ???"), StringComparison.Ordinal);
        Assert.StartsWith("535", await client.SayAsync("AUTH PLAIN ="), StringComparison.Ordinal);
        foreach (string line in new[] { "AAAA", "", "biws", "cj1h" })
        {
            string? reply = await client.SayAsync("AUTH SCRAM-SHA-256 " + line);
            Assert.Matches("^(334|535)", reply);
            Assert.StartsWith("535", reply!.StartsWith("334", StringComparison.Ordinal) ? await client.SayAsync("YT1i") : reply, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Login_OfTheScript_IsPlayed()
    {
        await using var server = SmtpTestServer.Start(new ServerOptions
        {
            Users = Users,
            Script = new Script()
                .On(Step.Auth, Reply.Of("334 VGVsbCBtZQ==")).Times(1)
                .On(Step.AuthContinuation, Reply.Of("454 4.7.0 later")).Times(1)
                .On(Step.Auth, Reply.Of("235 2.7.0 whoever you are")),
        });
        using RawClient client = await RawClient.ConnectAsync(server);
        await client.SayAsync("EHLO me");

        Assert.Equal("334 VGVsbCBtZQ==", await client.SayAsync("AUTH PLAIN"));
        Assert.Equal("454 4.7.0 later", await client.SayAsync("AAAA"));
        Assert.Equal("235 2.7.0 whoever you are", await client.SayAsync("AUTH PLAIN"));
        Assert.True(server.Connections[0].IsAuthenticated);
        Assert.Null(server.Connections[0].User);
    }

    private static SaslMechanism Create(string mechanism, string user, string secret) =>
        SaslMechanism.Create(mechanism, new System.Net.NetworkCredential(user, secret)) ?? throw new ArgumentException(mechanism);

    private static int Count(SmtpTestServer server, string start)
    {
        int count = 0;
        foreach (string line in server.Connections[0].Transcript)
        {
            count += line.StartsWith(start, StringComparison.Ordinal) ? 1 : 0;
        }

        return count;
    }
}
