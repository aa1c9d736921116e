using System;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using SmtpSoar.Core.Smtp.Connection;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Tests.Delivery;

/// <summary>EHLO, HELO, and the ways in which STARTTLS can be kept from us.</summary>
public sealed class HelloTests
{
    [Fact]
    public async Task Ehlo_Refused_SaysHelo()
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { EhloReply = "500 5.5.1 what" });
        using var mailer = Mailer.For(server, asset => asset.LocalDomain = "me.example.org");

        await mailer.SucceedAsync();

        Assert.False(server.Connections[0].IsEsmtp);
        Assert.Equal("me.example.org", server.Connections[0].EhloName);
        Assert.Empty(server.Messages[0].MailParameters);
    }

    [Theory]
    [InlineData("pc.local.", null, "pc.local")]
    [InlineData("a b", null, "[127.0.0.1]")]
    [InlineData("-x-", null, "[127.0.0.1]")]
    [InlineData("a b", "me.example.org", "me.example.org")]
    public async Task Ehlo_WithTheMachinesName_KeepsToTheRules(string machine, string? localDomain, string expected)
    {
        await using var server = SmtpTestServer.Start();
        using var mailer = Mailer.For(server, asset => asset.LocalDomain = localDomain);
        mailer.Options.MachineName = () => machine;

        await mailer.SucceedAsync();

        Assert.Equal(expected, server.Connections[0].EhloName);
    }

    [Theory]
    [InlineData("pc", "192.0.2.7", "pc")]
    [InlineData("pc.corp.example", "192.0.2.7", "pc.corp.example")]
    [InlineData("pc.local.", "192.0.2.7", "pc.local")]
    [InlineData("my_pc", "192.0.2.7", "my-pc")]
    [InlineData("bücher", "192.0.2.7", "xn--bcher-kva")]
    [InlineData("a b", "192.0.2.7", "192.0.2.7")]
    [InlineData("-x-", "192.0.2.7", "192.0.2.7")]
    [InlineData("", "192.0.2.7", "192.0.2.7")]
    [InlineData(".", "192.0.2.7", "192.0.2.7")]
    [InlineData("1234", "192.0.2.7", "192.0.2.7")]
    [InlineData("a..b", "192.0.2.7", "192.0.2.7")]
    [InlineData("x\r\nRSET", "192.0.2.7", "192.0.2.7")]
    [InlineData("bad\uFFFE", "fe80::1%3", "fe80::1")]
    [InlineData("a b", null, "localhost.localdomain")]
    public void OwnName_OfAMachine_IsADomainOrAnAddress(string machine, string? address, string expected) =>
        Assert.Equal(expected, OwnName.Of(machine, () => address is null ? null : IPAddress.Parse(address)));

    [Fact]
    public void OwnName_WithLabelsThatAreTooLong_IsAnAddress() =>
        Assert.Equal("192.0.2.7", OwnName.Of(new string('a', 64), () => IPAddress.Parse("192.0.2.7")));

    [Fact]
    public async Task Helo_RefusedToo_SaysWhy()
    {
        await using var server = SmtpTestServer.Start(new ServerOptions
        {
            EhloReply = "500 5.5.1 what",
            Script = new Script().On(Step.Helo, Reply.Of("554 5.7.1 go away")),
        });
        using var mailer = Mailer.For(server);

        var error = await mailer.FailAsync();

        Assert.Equal("ServerNotReady", error.ErrorId);
        Assert.Contains("554 5.7.1 go away", error.Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task StartTls_NotOffered_SendsNothing(bool heloOnly)
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { Users = Mailer.Users, EhloReply = heloOnly ? "502 what" : null });
        using var mailer = Mailer.For(server, asset =>
        {
            Mailer.LogIn(asset);
            asset.SslMethod = SslMethod.StartTls;
        });

        var error = await mailer.FailAsync();

        await server.WaitUntilIdleAsync();
        Assert.Equal("TlsNotOffered", error.ErrorId);
        Assert.Contains("under attack", error.Advice);
        Assert.DoesNotContain(server.Connections[0].Transcript, IsBeyondHello);
    }

    [Fact]
    public async Task StartTls_RefusedForNow_SendsNothing()
    {
        await using var server = Faults.Start("StartTls", Reply.Of("454 4.7.0 TLS not available due to temporary reason"));
        using var mailer = Faults.Mailer(server);

        var error = await mailer.FailAsync();

        await server.WaitUntilIdleAsync();
        Assert.Equal("TlsRefused", error.ErrorId);
        Assert.DoesNotContain(server.Connections[0].Transcript, IsBeyondHello);
    }

    [Theory]
    [InlineData("250-injected\r\n250-AUTH PLAIN\r\n250 SIZE 10\r\n")]
    [InlineData("250 ok\r\n235 2.7.0 you are in\r\n")]
    public async Task StartTls_PlaintextBehindTheReply_IsNotUsed(string injected)
    {
        await using var server = Faults.Start("StartTls", Reply.WithInjected("220 2.0.0 go ahead", injected));
        using var mailer = Faults.Mailer(server);

        var outcome = await mailer.SendAsync();

        mailer.Dispose();
        await server.WaitUntilIdleAsync();
        if (outcome.Error is not null)
            Assert.Empty(server.Messages);
        else
            Assert.True(server.Connections[0].IsAuthenticated);
        Assert.DoesNotContain("injected", outcome.Result.Message + string.Concat(mailer.Feedback.Details), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ehlo_RefusedInsideTls_IsNoTlsRefusal()
    {
        await using var server = SmtpTestServer.Start(new ServerOptions
        {
            StartTls = true,
            Script = new Script().On(Step.Ehlo, Reply.Of("550 5.7.1 no")).Skip(1).On(Step.Helo, Reply.Of("550 5.7.1 no")),
        });
        using var mailer = Mailer.ForTls(server, SslMethod.StartTls);

        var error = await mailer.FailAsync();

        Assert.Equal("ServerNotReady", error.ErrorId);
    }

    private static bool IsBeyondHello(string line) =>
        line.StartsWith("C: ", StringComparison.Ordinal) && !new[] { "C: EHLO", "C: HELO", "C: STARTTLS", "C: QUIT" }.Any(allowed => line.StartsWith(allowed, StringComparison.Ordinal));
}
