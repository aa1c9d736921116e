using System.Threading.Tasks;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Tests.Delivery;

/// <summary>Port and SslMethod that do not fit together.</summary>
public sealed class WrongPortTests
{
    [Fact]
    public async Task Ssl_ToAPlainPort_FailsWithAdvice()
    {
        await using var server = SmtpTestServer.Start();
        using var mailer = Mailer.For(server, asset => asset.SslMethod = SslMethod.Ssl);

        var error = await mailer.FailAsync();

        Assert.Equal("TlsFailed", error.ErrorId);
        Assert.Contains("said '220 test ESMTP' in the clear", error.Sentence);
        Assert.Contains("to StartTls for this port (usually 587)", error.Advice);
    }

    [Theory]
    [InlineData(SslMethod.None)]
    [InlineData(SslMethod.StartTls)]
    public async Task NoTlsFirst_ToATlsPort_FailsInTimeWithAdvice(SslMethod method)
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { ImplicitTls = true });
        using var mailer = Mailer.For(server, asset => (asset.SslMethod, asset.TimeoutSec) = (method, 1));

        var error = await mailer.FailAsync();

        AssertTlsExpected(error, server, method);
    }

    [Theory]
    [InlineData(SslMethod.None)]
    [InlineData(SslMethod.StartTls)]
    public async Task NoTlsFirst_ToATlsPortThatCloses_FailsOnceWithAdvice(SslMethod method)
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { ImplicitTls = true, Script = new Script().On(Step.Connect, Reply.Drop).Times(1) });
        using var mailer = Mailer.For(server, asset => (asset.SslMethod, asset.RetryCount) = (method, 4));

        AssertTlsExpected(await mailer.FailAsync(), server, method);
    }

    [Fact]
    public async Task NoTlsFirst_ToAPortThatAnswersWithAnAlert_FailsWithAdvice()
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { Script = new Script().On(Step.Connect, Reply.Raw([21, 3, 1, 0, 2, 2, 80])) });
        using var mailer = Mailer.For(server);

        AssertTlsExpected(await mailer.FailAsync(), server, SslMethod.None);
    }

    [Fact]
    public async Task SilentPort_WithoutTls_IsSilent()
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { Script = new Script().On(Step.Connect, Reply.Hang) });
        using var mailer = Mailer.For(server, asset => asset.TimeoutSec = 1);

        Assert.Equal("ServerSilent", (await mailer.FailAsync()).ErrorId);
    }

    private static void AssertTlsExpected(SmtpSoarException error, SmtpTestServer server, SslMethod method)
    {
        Assert.Equal("TlsExpected", error.ErrorId);
        Assert.Equal($"{server.Host}, port {server.Port}, speaks TLS from the first byte, and SslMethod of the asset is {method}. Nothing was sent.", error.Sentence);
        Assert.Contains("to Ssl for this port (usually 465)", error.Advice);
    }
}
