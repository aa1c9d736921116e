using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Tests.TestServer;

public sealed class DeliveryTests
{
    [Theory]
    [InlineData(SecureSocketOptions.None)]
    [InlineData(SecureSocketOptions.StartTls)]
    [InlineData(SecureSocketOptions.SslOnConnect)]
    public async Task Mail_Complete_IsTaken(SecureSocketOptions security)
    {
        await using var server = SmtpTestServer.Start(new ServerOptions
        {
            StartTls = security == SecureSocketOptions.StartTls,
            ImplicitTls = security == SecureSocketOptions.SslOnConnect,
        });

        await Mail.SendAsync(server, security);

        ReceivedMessage message = await server.WaitForMessageAsync();
        await server.WaitUntilIdleAsync();
        Assert.Equal("from@example.org", message.MailFrom);
        Assert.Equal(["to@example.org"], message.Recipients.Select(recipient => recipient.Address));
        Assert.EndsWith("\r\n\r\none\r\n.two\r\n", message.Text, System.StringComparison.Ordinal);
        Assert.Equal(security != SecureSocketOptions.None, message.Tls);
        SmtpTestConnection connection = Assert.Single(server.Connections);
        Assert.True(connection.SentQuit);
        Assert.False(connection.IsOpen);
        Assert.Equal(1, server.PeakConnections);
    }

    [Fact]
    public async Task Mail_WithoutTheLogin_IsRefused()
    {
        await using var server = SmtpTestServer.Start(new ServerOptions
        {
            Users = new Dictionary<string, string> { ["alice"] = "password" },
            RequireAuthentication = true,
        });
        using SmtpClient client = await Mail.ConnectAsync(server);

        await Assert.ThrowsAsync<ServiceNotAuthenticatedException>(() => client.SendAsync(Mail.Message()));
        await client.AuthenticateAsync("alice", "password");
        await client.SendAsync(Mail.Message());

        Assert.Equal("SCRAM-SHA-512", Assert.Single(server.Messages).Mechanism);
    }

    [Fact]
    public async Task Reply_OfTheScript_IsGiven()
    {
        await using var server = SmtpTestServer.Start(new ServerOptions
        {
            Script = new Script().On(Step.Mail, Reply.Of("450 4.2.1 busy")).Times(1),
        });
        using SmtpClient client = await Mail.ConnectAsync(server);

        var refused = await Assert.ThrowsAsync<SmtpCommandException>(() => client.SendAsync(Mail.Message()));
        await client.SendAsync(Mail.Message());

        Assert.Equal(SmtpStatusCode.MailboxBusy, refused.StatusCode);
        Assert.Single(server.Messages);
    }
}
