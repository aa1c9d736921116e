using System.Linq;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using MailKit.Net.Smtp;
using MailKit.Security;
using Xunit;

namespace SmtpSoar.Tests.RealServers;

/// <summary>Shows that each bad certificate is refused, and for what its name says and nothing else.</summary>
public sealed class CertificateSmokeTests
{
    private static MailServers Servers => MailServers.Current;

    [RealServerTheory]
    [InlineData("wrongName")]
    [InlineData("expired")]
    [InlineData("selfSigned")]
    [InlineData("revoked")]
    [InlineData("noCrl")]
    [InlineData("oldTls")]
    public async Task Service_BadCertificate_IsRefused(string service) =>
        await Assert.ThrowsAsync<SslHandshakeException>(
            () => SmokeClient.ConnectAsync(Servers.Postfix, service, SecureSocketOptions.StartTls));

    [RealServerTheory]
    [InlineData("startTls", SslPolicyErrors.None, X509ChainStatusFlags.NoError)]
    [InlineData("wrongName", SslPolicyErrors.RemoteCertificateNameMismatch, X509ChainStatusFlags.NoError)]
    [InlineData("expired", SslPolicyErrors.RemoteCertificateChainErrors, X509ChainStatusFlags.NotTimeValid)]
    [InlineData("selfSigned", SslPolicyErrors.RemoteCertificateChainErrors, X509ChainStatusFlags.UntrustedRoot)]
    [InlineData("revoked", SslPolicyErrors.RemoteCertificateChainErrors, X509ChainStatusFlags.Revoked)]
    [InlineData("noCrl", SslPolicyErrors.RemoteCertificateChainErrors, X509ChainStatusFlags.RevocationStatusUnknown | X509ChainStatusFlags.OfflineRevocation)]
    public async Task Certificate_Checked_HasTheFlawOfItsName(string service, SslPolicyErrors errors, X509ChainStatusFlags flaws)
    {
        var (foundErrors, foundFlaws) = (SslPolicyErrors.None, X509ChainStatusFlags.NoError);
        using var client = new SmtpClient
        {
            ServerCertificateValidationCallback = (_, _, chain, found) =>
            {
                foundErrors = found;
                foundFlaws = chain!.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, status) => all | status.Status);
                return true;
            },
        };

        await client.ConnectAsync(Servers.Host, Servers.Postfix.Ports[service], SecureSocketOptions.StartTls);

        Assert.Equal((errors, flaws), (foundErrors, foundFlaws));
    }

    [RealServerTheory]
    [InlineData("revoked")]
    [InlineData("noCrl")]
    [InlineData("crlHangs")]
    public async Task Certificate_RevocationNotChecked_IsAccepted(string service)
    {
        using var client = new SmtpClient { CheckCertificateRevocation = false };

        await client.ConnectAsync(Servers.Host, Servers.Postfix.Ports[service], SecureSocketOptions.StartTls);

        Assert.True(client.IsSecure);
    }

    [RealServerFact]
    public async Task ClientCertificate_Shown_TakesMail()
    {
        var address = SmokeClient.UniqueAddress();
        using var certificate = X509CertificateLoader.LoadPkcs12FromFile(Servers.Tls.ClientPfx, Servers.Tls.ClientPfxPassword);
        using var client = new SmtpClient { ClientCertificates = [certificate] };
        await client.ConnectAsync(Servers.Host, Servers.Postfix.Ports["clientCertificate"], SecureSocketOptions.StartTls);

        await client.SendAsync(SmokeClient.Message(address));

        await Servers.Postfix.MailOf(address).WaitForTextAsync($"for <{address}>");
    }

    [RealServerFact]
    public async Task ClientCertificate_NotShown_EndsTheConnection() =>
        await Assert.ThrowsAsync<SmtpProtocolException>(
            () => SmokeClient.ConnectAsync(Servers.Postfix, "clientCertificate", SecureSocketOptions.StartTls));
}
