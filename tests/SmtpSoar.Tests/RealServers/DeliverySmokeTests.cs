using System.IO;
using System.Linq;
using System.Threading.Tasks;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using Xunit;

namespace SmtpSoar.Tests.RealServers;

/// <summary>Shows that each service that should take mail does, and that the mail can be read back.</summary>
public sealed class DeliverySmokeTests
{
    private static MailServers Servers => MailServers.Current;

    [RealServerTheory]
    [InlineData("postfix", "plain", SecureSocketOptions.None, null)]
    [InlineData("postfix", "plainAuth", SecureSocketOptions.None, "alice@rig.test")]
    [InlineData("postfix", "submission", SecureSocketOptions.StartTls, "alice@rig.test")]
    [InlineData("postfix", "implicitTls", SecureSocketOptions.SslOnConnect, "bob@rig.test")]
    [InlineData("postfix", "startTls", SecureSocketOptions.StartTls, null)]
    [InlineData("postfix", "limits", SecureSocketOptions.None, null)]
    [InlineData("postfix", "bare", SecureSocketOptions.None, null)]
    [InlineData("smtpServer", "plainAuth", SecureSocketOptions.None, "carol@rig.test")]
    [InlineData("smtpServer", "submission", SecureSocketOptions.StartTls, "jörg@rig.test")]
    [InlineData("smtpServer", "implicitTls", SecureSocketOptions.SslOnConnect, "alice@rig.test")]
    [InlineData("exim", "startTls", SecureSocketOptions.StartTls, "carol@rig.test")]
    [InlineData("exim", "implicitTls", SecureSocketOptions.SslOnConnect, "bob@rig.test")]
    public async Task Service_GoodLogin_DeliversTheMessage(string server, string service, SecureSocketOptions tls, string? user)
    {
        var address = SmokeClient.UniqueAddress();
        var sent = SmokeClient.Message(address);
        using var client = await SmokeClient.ConnectAsync(Servers.Servers[server], service, tls, user);

        await client.SendAsync(sent);

        var stored = await Servers.Servers[server].MailOf(address).WaitForRecipientAsync(address);
        Assert.Equal(sent.MessageId, stored.Message.MessageId);
        Assert.Equal(sent.TextBody?.ReplaceLineEndings(), stored.Message.TextBody?.ReplaceLineEndings());
    }

    [RealServerTheory]
    [InlineData("alice@rig.test")]
    [InlineData("bob@rig.test")]
    [InlineData("carol@rig.test")]
    [InlineData("jörg@rig.test")]
    public async Task Submission_MailToOneself_LandsInTheUsersMaildir(string user)
    {
        var sent = SmokeClient.Message(user, from: user);
        using var client = await SmokeClient.ConnectAsync(Servers.Postfix, "submission", SecureSocketOptions.StartTls, user);

        await client.SendAsync(new FormatOptions { International = true }, sent);

        var stored = await Servers.Postfix.MailOf(user).WaitForMessageIdAsync(sent.MessageId!);
        Assert.Equal([user], stored.Recipients);
        Assert.True(stored.Contains("(Authenticated sender: "));
    }

    [RealServerFact]
    public async Task Submission_AnothersAddress_IsRefused()
    {
        using var client = await SmokeClient.ConnectAsync(Servers.Postfix, "submission", SecureSocketOptions.StartTls, "bob@rig.test");

        var refused = await Assert.ThrowsAsync<SmtpCommandException>(() => client.SendAsync(SmokeClient.Message("alice@rig.test")));

        Assert.Equal(553, (int)refused.StatusCode);
    }

    [RealServerFact]
    public async Task SmtpServer_AnyMessage_IsKeptByteForByte()
    {
        var address = SmokeClient.UniqueAddress();
        var sent = SmokeClient.Message(address);
        using var client = await SmokeClient.ConnectAsync(Servers.SmtpServer, "submission", SecureSocketOptions.StartTls, SmokeClient.Alice);

        await client.SendAsync(sent);

        var stored = await Servers.SmtpServer.MailOf(address).WaitForRecipientAsync(address);
        using var expected = new MemoryStream();
        await sent.WriteToAsync(new FormatOptions { NewLineFormat = NewLineFormat.Dos }, expected);
        Assert.Equal(expected.ToArray(), stored.Raw);
        Assert.Equal(SmokeClient.Alice, stored.Envelope!.Value.GetProperty("user").GetString());
        Assert.True(stored.Envelope!.Value.GetProperty("secure").GetBoolean());
    }

    [RealServerFact]
    public async Task Bare_Ehlo_OffersNothing()
    {
        using var client = await SmokeClient.ConnectAsync(Servers.Postfix, "bare", SecureSocketOptions.None);

        Assert.Equal(SmtpCapabilities.None, client.Capabilities);
    }

    [RealServerFact]
    public async Task Submission_Ehlo_OffersWhatItShould()
    {
        using var client = await SmokeClient.ConnectAsync(Servers.Postfix, "submission", SecureSocketOptions.StartTls);

        const SmtpCapabilities expected = SmtpCapabilities.Size | SmtpCapabilities.Dsn | SmtpCapabilities.EnhancedStatusCodes
            | SmtpCapabilities.Authentication | SmtpCapabilities.EightBitMime | SmtpCapabilities.Pipelining
            | SmtpCapabilities.Chunking | SmtpCapabilities.UTF8;
        Assert.Equal(expected, client.Capabilities & expected);
        Assert.Equal(Servers.Sasl.Mechanisms.Order(), client.AuthenticationMechanisms.Order());
    }
}
