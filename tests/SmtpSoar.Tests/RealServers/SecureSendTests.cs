using System;
using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using SmtpSoar.Tests.Delivery;
using Xunit;

namespace SmtpSoar.Tests.RealServers;

/// <summary>TLS against a real server with every kind of certificate.</summary>
public sealed class SecureSendTests
{
    private static MailServers Servers => MailServers.Current;

    [RealServerTheory]
    [InlineData("wrongName", "CertificateRefused", "not for localhost")]
    [InlineData("expired", "CertificateRefused", "it expired on")]
    [InlineData("selfSigned", "CertificateRefused", "it is self-signed")]
    [InlineData("revoked", "CertificateRefused", "revoked by its issuer")]
    [InlineData("oldTls", "TlsFailed", "old server")]
    [InlineData("clientCertificate", "ConnectionLost", "No client certificate presented")]
    public async Task Service_Bad_IsRefusedAndExplained(string service, string errorId, string words)
    {
        using var mailer = RealMailer.For("postfix", service, SslMethod.StartTls);

        var error = await mailer.FailAsync(Mailer.Request(SmokeClient.UniqueAddress()));

        Assert.Equal(errorId, error.ErrorId);
        Assert.Contains(words, error.Message);
    }

    [RealServerTheory]
    [InlineData("noCrl")]
    [InlineData("crlHangs")]
    public async Task Revocation_Unknown_IsAcceptedInTimeWithANote(string service)
    {
        var clock = Stopwatch.StartNew();

        Assert.Null(await FailureAsync(service, CertificateRevocation.BestEffort, out var mailer));

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(15), clock.Elapsed.ToString());
        Assert.Contains(mailer.Feedback.Details, line => line.Contains("could not be learned", StringComparison.Ordinal));
    }

    [RealServerTheory]
    [InlineData("noCrl", CertificateRevocation.Require, "Require")]
    [InlineData("crlHangs", CertificateRevocation.Require, "Require")]
    [InlineData("noCrl", CertificateRevocation.Off, null)]
    [InlineData("crlHangs", CertificateRevocation.Off, null)]
    [InlineData("revoked", CertificateRevocation.Off, null)]
    [InlineData("revoked", CertificateRevocation.Require, "revoked")]
    [InlineData("startTls", CertificateRevocation.Require, null)]
    public async Task Revocation_AsTheAssetSays_IsAskedFor(string service, CertificateRevocation mode, string? words)
    {
        var failure = await FailureAsync(service, mode, out _);

        Assert.Equal(words is null, failure is null);
        if (words is not null)
            Assert.Contains(words, failure);
    }

    [RealServerFact]
    public async Task Certificate_BadAfterAGoodOne_IsStillRefused()
    {
        // One process, one host name, one ticket key: the session of the first would hide the certificate of the second.
        Assert.Null(await FailureAsync("startTls", CertificateRevocation.BestEffort, out _));

        Assert.Contains("not for localhost", await FailureAsync("wrongNameTickets", CertificateRevocation.BestEffort, out _));
    }

    [RealServerFact]
    public async Task Certificate_SelfSignedAndPinned_IsTaken()
    {
        using var refused = RealMailer.For("postfix", "selfSigned", SslMethod.StartTls);
        var text = (await refused.FailAsync(Mailer.Request(SmokeClient.UniqueAddress()))).Message;
        var pin = System.Text.RegularExpressions.Regex.Match(text, "[0-9A-F]{64}").Value;
        using var mailer = RealMailer.For("postfix", "selfSigned", SslMethod.StartTls, change: asset => asset.CertificateThumbprint = pin);

        await mailer.SucceedAsync(Mailer.Request(SmokeClient.UniqueAddress()));
    }

    [RealServerFact]
    public async Task ClientCertificate_Shown_IsTaken()
    {
        using var certificate = X509CertificateLoader.LoadPkcs12FromFile(Servers.Tls.ClientPfx, Servers.Tls.ClientPfxPassword);
        using var mailer = RealMailer.For("postfix", "clientCertificate", SslMethod.StartTls, change: asset => asset.ClientCertificate = certificate);
        var to = SmokeClient.UniqueAddress();

        await mailer.SucceedAsync(Mailer.Request(to));

        await Servers.Postfix.MailOf(to).WaitForRecipientAsync(to);
    }

    [RealServerTheory]
    [InlineData("postfix", "plain", SslMethod.StartTls, "TlsNotOffered")]
    [InlineData("postfix", "plain", SslMethod.Ssl, "TlsFailed")]
    [InlineData("exim", "startTls", SslMethod.Ssl, "TlsFailed")]
    [InlineData("exim", "implicitTls", SslMethod.StartTls, "TlsExpected")]
    [InlineData("postfix", "implicitTls", SslMethod.None, "TlsExpected")]
    [InlineData("smtpServer", "implicitTls", SslMethod.StartTls, "TlsExpected")]
    [InlineData("smtpServer", "submission", SslMethod.Ssl, "TlsFailed")]
    public async Task Method_NotThatOfThePort_FailsInTime(string server, string service, SslMethod method, string errorId)
    {
        using var mailer = RealMailer.For(server, service, method, change: asset => asset.TimeoutSec = 2);

        var error = await mailer.FailAsync(Mailer.Request(SmokeClient.UniqueAddress()));

        Assert.Equal(errorId, error.ErrorId);
        Assert.Contains("SslMethod", error.Message);
    }

    [RealServerTheory]
    [InlineData("exim", "startTls")]
    [InlineData("postfix", "submission")]
    public async Task Login_BeforeTls_IsNotOffered(string server, string service)
    {
        using var mailer = RealMailer.For(server, service, SslMethod.None, SmokeClient.Alice);

        var error = await mailer.FailAsync(Mailer.Request(SmokeClient.UniqueAddress()));

        Assert.Equal("AuthenticationNotOffered", error.ErrorId);
    }

    private static Task<string?> FailureAsync(string service, CertificateRevocation mode, out Mailer mailer)
    {
        mailer = RealMailer.For("postfix", service, SslMethod.StartTls, change: asset => asset.CertificateRevocation = mode);
        return FailureAsync(mailer);
    }

    private static async Task<string?> FailureAsync(Mailer mailer)
    {
        using (mailer)
            return (await mailer.SendAsync(SmokeClient.UniqueAddress())).Error?.Message;
    }
}
