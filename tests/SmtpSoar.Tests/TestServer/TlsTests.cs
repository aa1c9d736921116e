using System;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using MailKit.Net.Smtp;
using MailKit.Security;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Tests.TestServer;

public sealed class TlsTests : IDisposable
{
    private readonly TestCertificates _certificates = new();

    public void Dispose() => _certificates.Dispose();

    [Theory]
    [InlineData("good", SslPolicyErrors.None)]
    [InlineData("wrong name", SslPolicyErrors.RemoteCertificateNameMismatch)]
    [InlineData("expired", SslPolicyErrors.RemoteCertificateChainErrors)]
    [InlineData("not yet valid", SslPolicyErrors.RemoteCertificateChainErrors)]
    [InlineData("self-signed", SslPolicyErrors.RemoteCertificateChainErrors)]
    public async Task Certificate_OfEachKind_IsPresented(string kind, SslPolicyErrors expected)
    {
        using X509Certificate2 certificate = kind switch
        {
            "good" => _certificates.Server(),
            "wrong name" => _certificates.WrongName(),
            "expired" => _certificates.Expired(),
            "not yet valid" => _certificates.NotYetValid(),
            _ => TestCertificates.SelfSigned(),
        };
        await using var server = SmtpTestServer.Start(new ServerOptions { ImplicitTls = true, Certificate = certificate });

        SslPolicyErrors errors = await HandshakeAsync(server, X509RevocationMode.NoCheck);

        Assert.Equal(expected, errors);
    }

    [Theory]
    [InlineData("current", SslPolicyErrors.None)]
    [InlineData("revoked", SslPolicyErrors.RemoteCertificateChainErrors)]
    [InlineData("not there", SslPolicyErrors.RemoteCertificateChainErrors)]
    public async Task RevocationList_Asked_IsServed(string state, SslPolicyErrors expected)
    {
        await using var lists = CrlServer.Start();
        using X509Certificate2 certificate = _certificates.Server(lists.Url);
        lists.List = state == "not there" ? null : state == "revoked" ? _certificates.RevocationList(certificate) : _certificates.RevocationList();
        await using var server = SmtpTestServer.Start(new ServerOptions { ImplicitTls = true, Certificate = certificate });

        SslPolicyErrors errors = await HandshakeAsync(server, X509RevocationMode.Online);

        Assert.Equal(expected, errors);
        Assert.True(lists.Requests >= 1);
    }

    [Fact]
    public async Task RevocationList_Withheld_IsNotServed()
    {
        await using var lists = CrlServer.Start();
        lists.Hang = true;
        using X509Certificate2 certificate = _certificates.Server(lists.Url);
        await using var server = SmtpTestServer.Start(new ServerOptions { ImplicitTls = true, Certificate = certificate });

        // A chain is built without a break, so that it blocks its thread.
        Task<SslPolicyErrors> handshake = Task.Run(() => HandshakeAsync(server, X509RevocationMode.Online));
        await lists.FirstRequest.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.False(handshake.IsCompleted);
        await lists.DisposeAsync();

        Assert.Equal(SslPolicyErrors.RemoteCertificateChainErrors, await handshake);
    }

    [Fact]
    public async Task ClientCertificate_Wanted_IsAskedFor()
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { StartTls = true, RequireClientCertificate = true });
        using X509Certificate2 certificate = _certificates.Client("alice");
        using SmtpClient with = Mail.Client(server);
        with.ClientCertificates = [certificate];
        await with.ConnectAsync(server.Host, server.Port, SecureSocketOptions.StartTls);
        using SmtpClient without = Mail.Client(server);

        await Assert.ThrowsAnyAsync<Exception>(() => without.ConnectAsync(server.Host, server.Port, SecureSocketOptions.StartTls));

        Assert.Equal("CN=alice", server.Connections[0].ClientCertificateSubject);
        Assert.False(server.Connections[1].IsTls);
    }

    [Fact]
    public async Task TlsVersions_Chosen_AreSpoken()
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { StartTls = true, TlsProtocols = SslProtocols.Tls12 });

        using SmtpClient client = await Mail.ConnectAsync(server, SecureSocketOptions.StartTls);

        Assert.Equal(SslProtocols.Tls12, client.SslProtocol);
        Assert.Equal(SslProtocols.Tls12, server.Connections[0].TlsProtocol);
    }

    [Fact]
    public async Task Client_WithoutTrust_IsNoted()
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { StartTls = true });
        using var client = new SmtpClient { CheckCertificateRevocation = false };

        await Assert.ThrowsAsync<SslHandshakeException>(() => client.ConnectAsync(server.Host, server.Port, SecureSocketOptions.StartTls));

        await server.WaitUntilIdleAsync();
        Assert.DoesNotContain(server.Connections[0].Transcript, line => line.StartsWith("C: MAIL", StringComparison.Ordinal));
    }

    /// <summary>What a client that trusts the authority finds wrong.</summary>
    private async Task<SslPolicyErrors> HandshakeAsync(SmtpTestServer server, X509RevocationMode revocation)
    {
        SslPolicyErrors found = SslPolicyErrors.None;
        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync(server.Host, server.Port);
        await using var tls = new SslStream(client.GetStream());
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = revocation,
            RevocationFlag = X509RevocationFlag.EndCertificateOnly,
            UrlRetrievalTimeout = TimeSpan.FromSeconds(8),
        };
        policy.CustomTrustStore.Add(_certificates.Authority);
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            CertificateChainPolicy = policy,
            RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
            {
                found = errors;
                return certificate != null;
            },
        });
        return found;
    }
}
