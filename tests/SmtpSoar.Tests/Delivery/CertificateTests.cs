using System;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Tests.Delivery;

/// <summary>Certificates that nothing vouches for, and what may stand in for that.</summary>
public sealed class CertificateTests : IDisposable
{
    private readonly TestCertificates _certificates = new();

    public void Dispose() => _certificates.Dispose();

    [Theory]
    [InlineData("wrong name", "it is for mail.example.net, not for 127.0.0.1")]
    [InlineData("expired", "it expired on 20")]
    [InlineData("not yet valid", "it is not valid before 20")]
    [InlineData("self-signed", "it is self-signed")]
    [InlineData("unknown issuer", "does not trust its issuer, SmtpSoar test authority")]
    public async Task Certificate_Bad_IsRefusedAndExplained(string kind, string words)
    {
        using var certificate = Make(kind);
        foreach (var method in new[] { SslMethod.StartTls, SslMethod.Ssl })
        {
            await using var server = Start(method, certificate);
            using var mailer = Mailer.For(server, asset =>
            {
                Mailer.LogIn(asset);
                asset.SslMethod = method;
            });

            var error = await mailer.FailAsync();

            await server.WaitUntilIdleAsync();
            Assert.Equal("CertificateRefused", error.ErrorId);
            Assert.Contains(words, error.Message);
            Assert.Contains(Thumbprint(certificate), error.Message);
            Assert.Contains("CertificateThumbprint", error.Advice);
            Assert.Equal(0, server.LoginAttempts);
        }
    }

    [Theory]
    [InlineData("wrong name")]
    [InlineData("expired")]
    [InlineData("self-signed")]
    public async Task Certificate_Pinned_StandsInForAnAuthority(string kind)
    {
        using var certificate = Make(kind);
        await using var server = Start(SslMethod.StartTls, certificate);
        using var mailer = Mailer.ForTls(server, SslMethod.StartTls);

        await mailer.SucceedAsync();

        Assert.True(server.Messages[0].Tls);
        Assert.Empty(mailer.Feedback.Warnings);
    }

    [Theory]
    [InlineData("colons")]
    [InlineData("lower")]
    public async Task Pin_WrittenAsPeopleDo_Fits(string how)
    {
        await using var server = Start(SslMethod.Ssl, null);
        var pin = Thumbprint(server.Certificate!);
        using var mailer = Mailer.ForTls(server, SslMethod.Ssl, asset => asset.CertificateThumbprint = how == "lower"
            ? pin.ToLowerInvariant()
            : string.Join(':', pin.Chunk(2).Select(pair => new string(pair))));

        await mailer.SucceedAsync();

        Assert.Single(server.Messages);
    }

    [Fact]
    public async Task Pin_OfAnother_IsRefused()
    {
        await using var server = Start(SslMethod.Ssl, null);
        using var mailer = Mailer.ForTls(server, SslMethod.Ssl, asset => asset.CertificateThumbprint = new string('a', 64));

        var error = await mailer.FailAsync();

        Assert.Equal("CertificateRefused", error.ErrorId);
        Assert.Contains($"its SHA-256 thumbprint is {Thumbprint(server.Certificate!)}, not the pinned one", error.Message);
    }

    [Fact]
    public async Task Pin_OfAnotherWithoutCheck_IsRefused()
    {
        await using var server = Start(SslMethod.Ssl, null);
        using var mailer = Mailer.ForTls(server, SslMethod.Ssl, asset => (asset.CertificateThumbprint, asset.SkipCertificateCheck) = (new string('a', 64), true));

        Assert.Equal("CertificateRefused", (await mailer.FailAsync()).ErrorId);
    }

    [Fact]
    public async Task Pin_Blank_IsNone()
    {
        await using var server = Start(SslMethod.Ssl, null);
        using var mailer = Mailer.ForTls(server, SslMethod.Ssl, asset => asset.CertificateThumbprint = " ");

        Assert.Contains("self-signed", (await mailer.FailAsync()).Message);
    }

    [Fact]
    public async Task Check_Skipped_TakesAnyAndWarnsEachTime()
    {
        using var certificate = Make("expired");
        await using var server = Start(SslMethod.StartTls, certificate);
        for (var i = 1; i <= 2; i++)
        {
            using var mailer = Mailer.For(server, asset => (asset.SslMethod, asset.SkipCertificateCheck) = (SslMethod.StartTls, true));

            await mailer.SucceedAsync();

            Assert.Contains("is not checked", Assert.Single(mailer.Feedback.Warnings));
        }
    }

    [Theory]
    [InlineData(SslMethod.StartTls)]
    [InlineData(SslMethod.Ssl)]
    public async Task ClientCertificate_Wanted_IsShown(SslMethod method)
    {
        using var client = _certificates.Client("runbook");
        await using var server = SmtpTestServer.Start(new ServerOptions { StartTls = method == SslMethod.StartTls, ImplicitTls = method == SslMethod.Ssl, RequireClientCertificate = true });
        using var mailer = Mailer.ForTls(server, method, asset => asset.ClientCertificate = client);

        await mailer.SucceedAsync();

        Assert.Equal("CN=runbook", server.Connections[0].ClientCertificateSubject);
    }

    [Theory]
    [InlineData(SslMethod.StartTls)]
    [InlineData(SslMethod.Ssl)]
    public async Task ClientCertificate_WantedAndNotThere_Fails(SslMethod method)
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { StartTls = method == SslMethod.StartTls, ImplicitTls = method == SslMethod.Ssl, RequireClientCertificate = true });
        using var mailer = Mailer.ForTls(server, method);

        var error = await mailer.FailAsync();

        await server.WaitUntilIdleAsync();
        Assert.Matches("^(TlsFailed|TlsClosed)$", error.ErrorId);
        Assert.Contains("ClientCertificate", error.Message);
        Assert.Empty(server.Messages);
    }

    [Fact]
    public async Task Connection_EndedRightAfterTheHandshake_IsNoFaultOfTls()
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { StartTls = true, Script = new Script().On(Step.Ehlo, Reply.Drop).When(context => context.Connection.IsTls) });
        using var mailer = Mailer.ForTls(server, SslMethod.StartTls);

        var error = await mailer.FailAsync();

        Assert.Equal("TlsClosed", error.ErrorId);
        Assert.Empty(server.Messages);
    }

    private static SmtpTestServer Start(SslMethod method, X509Certificate2? certificate) => SmtpTestServer.Start(new ServerOptions
    {
        StartTls = method == SslMethod.StartTls,
        ImplicitTls = method == SslMethod.Ssl,
        Certificate = certificate,
        Users = Mailer.Users,
    });

    private static string Thumbprint(X509Certificate2 certificate) => certificate.GetCertHashString(HashAlgorithmName.SHA256);

    private X509Certificate2 Make(string kind) => kind switch
    {
        "wrong name" => _certificates.WrongName(),
        "expired" => _certificates.Expired(),
        "not yet valid" => _certificates.NotYetValid(),
        "unknown issuer" => _certificates.Server(),
        _ => TestCertificates.SelfSigned(),
    };
}
