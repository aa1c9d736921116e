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
        Assert.Contains("Ssl 465, StartTls 587", error.Advice);
    }

    [Theory]
    [InlineData(SslMethod.None)]
    [InlineData(SslMethod.StartTls)]
    public async Task NoTlsFirst_ToATlsPort_FailsInTimeWithAdvice(SslMethod method)
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { ImplicitTls = true });
        using var mailer = Mailer.For(server, asset => (asset.SslMethod, asset.TimeoutSec) = (method, 1));

        var error = await mailer.FailAsync();

        Assert.Equal("ServerSilent", error.ErrorId);
        Assert.Equal(ErrorKind.OperationTimeout, error.Kind);
        Assert.Contains("set SslMethod to Ssl", error.Advice);
    }
}
