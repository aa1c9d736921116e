using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Tests.Delivery;

public sealed class ProxyTests
{
    private const string Login = "proxy-user:Pr0xy-S3cret";

    [Theory]
    [InlineData("socks5", null)]
    [InlineData("socks5", Login)]
    [InlineData("http", null)]
    [InlineData("http", Login)]
    public async Task Proxy_Willing_CarriesTheMail(string scheme, string? login)
    {
        await using var server = SmtpTestServer.Start();
        await using var proxy = TestProxy.Start(server.Port, login);
        using var mailer = Through(proxy, server, scheme, login);

        await mailer.SucceedAsync();

        Assert.Single(server.Messages);
        Assert.Equal(["mail.example.org:2500"], proxy.Targets);
    }

    [Theory]
    [InlineData(nameof(Step.Connect))]
    [InlineData(nameof(Step.EndOfData))]
    public async Task SilentServer_BehindAProxy_IsShownUntilItAnswers(string step)
    {
        var gate = new TaskCompletionSource();
        var scripted = (Step)typeof(Step).GetProperty(step)!.GetValue(null)!;
        await using var server = SmtpTestServer.Start(new ServerOptions { Script = new Script().On(scripted, Reply.WaitFor(gate.Task)) });
        await using var proxy = TestProxy.Start(server.Port, null);
        using var mailer = Through(proxy, server, "socks5", null);

        var sending = Task.Run(() => mailer.SucceedAsync());
        using (var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20)))
            while (mailer.Feedback.Shown.Count == 0)
                await Task.Delay(20, limit.Token);
        gate.SetResult();
        await sending;

        Assert.EndsWith("to answer", mailer.Feedback.Shown.First().Wait!.For, StringComparison.Ordinal);
        Assert.True(mailer.Feedback.Shown.Last().IsCompleted);
    }

    [Theory]
    [InlineData(SslMethod.StartTls)]
    [InlineData(SslMethod.Ssl)]
    public async Task Proxy_Willing_CarriesTls(SslMethod method)
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { StartTls = method == SslMethod.StartTls, ImplicitTls = method == SslMethod.Ssl, Users = Mailer.Users });
        await using var proxy = TestProxy.Start(server.Port);
        using var mailer = Mailer.ForTls(server, method, asset =>
        {
            Mailer.LogIn(asset);
            asset.Proxy = $"socks5://{proxy.Address}";
        });

        await mailer.SucceedAsync();

        Assert.True(server.Messages[0].Tls);
    }

    [Theory]
    [InlineData("socks5", "proxy-user:wrong-S3cret")]
    [InlineData("socks5", null)]
    [InlineData("http", "proxy-user:wrong-S3cret")]
    [InlineData("http", null)]
    public async Task Proxy_WrongLogin_FailsAndKeepsThePassword(string scheme, string? login)
    {
        await using var server = SmtpTestServer.Start();
        await using var proxy = TestProxy.Start(server.Port, Login);
        using var mailer = Through(proxy, server, scheme, login);

        var error = await mailer.FailAsync();

        Assert.Equal("ProxyFailed", error.ErrorId);
        Assert.Contains("user name and password", error.Advice);
        Assert.DoesNotContain("wrong-S3cret", error.ToString() + string.Concat(mailer.Feedback.Details), StringComparison.Ordinal);
        Assert.Empty(server.Connections);
    }

    [Theory]
    [InlineData("socks5", "Refusing")]
    [InlineData("http", "Refusing")]
    [InlineData("socks5", "Closing")]
    [InlineData("http", "Closing")]
    [InlineData("socks5", "Hanging")]
    [InlineData("http", "Hanging")]
    public async Task Proxy_Unwilling_FailsInTime(string scheme, string mood)
    {
        await using var server = SmtpTestServer.Start();
        await using var proxy = TestProxy.Start(server.Port, mood: Enum.Parse<ProxyMood>(mood));
        using var mailer = Through(proxy, server, scheme, null, timeoutSec: mood == "Hanging" ? 1 : 20);

        var error = await mailer.FailAsync();

        Assert.Equal("ProxyFailed", error.ErrorId);
        Assert.Contains($"{scheme}://{proxy.Address}", error.Message);
        Assert.Contains("mail.example.org, port 2500", error.Message);
        Assert.Empty(server.Connections);
    }

    [Fact]
    public async Task Proxy_NotThere_SaysThatItIsTheProxy()
    {
        await using var server = SmtpTestServer.Start();
        var proxy = TestProxy.Start(server.Port);
        await proxy.DisposeAsync();
        using var mailer = Through(proxy, server, "socks5", null);

        var error = await mailer.FailAsync();

        Assert.Equal("ProxyFailed", error.ErrorId);
    }

    [Theory]
    [InlineData("socks5")]
    [InlineData("http")]
    public async Task Proxy_HangingAndStopped_EndsAtOnce(string scheme)
    {
        await using var server = SmtpTestServer.Start();
        await using var proxy = TestProxy.Start(server.Port, mood: ProxyMood.Hanging);
        using var mailer = Through(proxy, server, scheme, null);
        using var stop = new CancellationTokenSource();

        var sending = mailer.SendAsync(Mailer.Request(), stop.Token);
        await stop.CancelAsync();

        Assert.Equal("Stopped", (await sending.WaitAsync(TimeSpan.FromSeconds(5))).Error!.ErrorId);
    }

    [Theory]
    [InlineData(SslMethod.Ssl)]
    [InlineData(SslMethod.StartTls)]
    public async Task Handshake_SilentBehindAProxy_FailsInTime(SslMethod method)
    {
        await using var server = SmtpTestServer.Start(new ServerOptions
        {
            StartTls = method == SslMethod.StartTls,
            ImplicitTls = method == SslMethod.Ssl,
            Script = new Script().On(Step.TlsHandshake, Reply.Hang),
        });
        await using var proxy = TestProxy.Start(server.Port);
        using var mailer = Mailer.ForTls(server, method, asset => (asset.Proxy, asset.TimeoutSec) = ($"http://{proxy.Address}", 1));

        var error = await mailer.FailAsync();

        Assert.Equal("TlsFailed", error.ErrorId);
    }

    private static Mailer Through(TestProxy proxy, SmtpTestServer server, string scheme, string? login, int timeoutSec = 20) => Mailer.For(server, asset =>
    {
        asset.Proxy = $"{scheme}://{(login is null ? "" : login + "@")}{proxy.Address}";
        (asset.Server, asset.Port) = ("mail.example.org", 2500);
        asset.TimeoutSec = timeoutSec;
    });
}
