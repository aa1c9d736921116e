using System;
using System.Threading.Tasks;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using Xunit;

namespace SmtpSoar.Tests.RealServers;

/// <summary>Shows the refusals that a test can ask for by address, and the limits.</summary>
public sealed class RefusalSmokeTests
{
    private static MailServers Servers => MailServers.Current;

    [RealServerTheory]
    [InlineData("nobody", 550, "5.1.1")]
    [InlineData("unknown", 550, "5.1.1")]
    [InlineData("full", 552, "5.2.2")]
    [InlineData("defer", 450, "4.2.1")]
    [InlineData("reject", 550, "5.7.1")]
    [InlineData("bye", 421, "4.3.2")]
    public async Task Postfix_SpecialRecipient_IsRefused(string name, int code, string enhanced)
    {
        using var client = await SmokeClient.ConnectAsync(Servers.Postfix, "plain", SecureSocketOptions.None);

        var refused = await Assert.ThrowsAsync<SmtpCommandException>(
            () => client.SendAsync(SmokeClient.Message(SmokeClient.UniqueAddress(name))));

        Assert.Equal(code, (int)refused.StatusCode);
        Assert.StartsWith(enhanced, refused.Message, StringComparison.Ordinal);
    }

    [RealServerTheory]
    [InlineData("smtpServer", "submission", "nobody", 550)]
    [InlineData("smtpServer", "submission", "full", 552)]
    [InlineData("smtpServer", "submission", "defer", 450)]
    [InlineData("smtpServer", "submission", "reject", 550)]
    [InlineData("exim", "startTls", "nobody", 550)]
    [InlineData("exim", "startTls", "full", 552)]
    [InlineData("exim", "startTls", "defer", 450)]
    [InlineData("exim", "startTls", "reject", 550)]
    public async Task OtherServer_SpecialRecipient_IsRefused(string server, string service, string name, int code)
    {
        using var client = await SmokeClient.ConnectAsync(Servers.Servers[server], service, SecureSocketOptions.StartTls, SmokeClient.Alice);

        var refused = await Assert.ThrowsAsync<SmtpCommandException>(
            () => client.SendAsync(SmokeClient.Message(SmokeClient.UniqueAddress(name))));

        Assert.Equal(code, (int)refused.StatusCode);
    }

    [RealServerTheory]
    [InlineData("postfix", "plain", SecureSocketOptions.None, null)]
    [InlineData("postfix", "submission", SecureSocketOptions.StartTls, SmokeClient.Alice)]
    [InlineData("smtpServer", "submission", SecureSocketOptions.StartTls, SmokeClient.Alice)]
    [InlineData("exim", "startTls", SecureSocketOptions.StartTls, SmokeClient.Alice)]
    public async Task Service_AddressElsewhere_IsNotRelayed(string server, string service, SecureSocketOptions tls, string? user)
    {
        using var client = await SmokeClient.ConnectAsync(Servers.Servers[server], service, tls, user);

        var refused = await Assert.ThrowsAsync<SmtpCommandException>(
            () => client.SendAsync(SmokeClient.Message("someone@elsewhere.example")));

        Assert.Equal(550, (int)refused.StatusCode);
    }

    [RealServerFact]
    public async Task Limits_TooLarge_IsRefusedBeforeAnyData()
    {
        using var client = await SmokeClient.ConnectAsync(Servers.Postfix, "limits", SecureSocketOptions.None);

        var refused = await Assert.ThrowsAsync<SmtpCommandException>(
            () => client.SendAsync(SmokeClient.Message(SmokeClient.UniqueAddress(), new string('x', 2 << 20))));

        Assert.Equal(1u << 20, client.MaxSize);
        Assert.Equal((552, SmtpErrorCode.SenderNotAccepted), ((int)refused.StatusCode, refused.ErrorCode));
    }

    [RealServerFact]
    public async Task Limits_FourthRecipient_IsRefusedForNow()
    {
        var message = SmokeClient.Message(SmokeClient.UniqueAddress());
        for (var i = 2; i <= 4; i++)
            message.Cc.Add(MailboxAddress.Parse(SmokeClient.UniqueAddress()));
        using var client = await SmokeClient.ConnectAsync(Servers.Postfix, "limits", SecureSocketOptions.None);

        var refused = await Assert.ThrowsAsync<SmtpCommandException>(() => client.SendAsync(message));

        Assert.Equal((452, SmtpErrorCode.RecipientNotAccepted), ((int)refused.StatusCode, refused.ErrorCode));
    }
}
