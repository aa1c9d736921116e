using System;
using System.Linq;
using System.Threading.Tasks;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Tests.TestServer;

/// <summary>Every kind of fault, as MailKit sees it.</summary>
public sealed class FaultTests
{
    [Theory]
    [InlineData("Connect")]
    [InlineData("Mail")]
    [InlineData("Rcpt")]
    [InlineData("Data")]
    [InlineData("EndOfData")]
    [InlineData("Noop")]
    public async Task Script_RefusingAtAStep_IsFollowed(string step)
    {
        await using SmtpTestServer server = Start(new Script().On(Find(step), Reply.Of("421-4.3.2 closing\n421 4.3.2 now")));

        var refused = await Assert.ThrowsAnyAsync<SmtpCommandException>(() => EverythingAsync(server));

        Assert.Equal(421, (int)refused.StatusCode);
        Assert.Empty(server.Messages);
    }

    [Theory]
    [InlineData("Connect")]
    [InlineData("Ehlo")]
    [InlineData("Mail")]
    [InlineData("Rcpt")]
    [InlineData("Data")]
    [InlineData("EndOfData")]
    [InlineData("Noop")]
    public async Task Script_DroppingAtAStep_IsFollowed(string step)
    {
        await using SmtpTestServer server = Start(new Script().On(Find(step), Reply.Drop));

        await Assert.ThrowsAsync<SmtpProtocolException>(() => EverythingAsync(server));

        await server.WaitUntilIdleAsync();
        Assert.Empty(server.Messages);
    }

    [Theory]
    [InlineData("Connect")]
    [InlineData("Mail")]
    [InlineData("EndOfData")]
    public async Task Script_ResettingAtAStep_IsFollowed(string step)
    {
        await using SmtpTestServer server = Start(new Script().On(Find(step), Reply.Reset));

        Exception broken = await Assert.ThrowsAnyAsync<Exception>(() => EverythingAsync(server));
        Assert.Contains("reset", broken.ToString(), StringComparison.OrdinalIgnoreCase);

        await server.WaitUntilIdleAsync();
    }

    [Theory]
    [InlineData("Connect")]
    [InlineData("Mail")]
    [InlineData("EndOfData")]
    public async Task Script_Hanging_EndsWithTheClient(string step)
    {
        await using SmtpTestServer server = Start(new Script().On(Find(step), Reply.Hang));
        using SmtpClient client = Mail.Client(server);
        client.Timeout = 200;

        await Assert.ThrowsAsync<TimeoutException>(() => EverythingAsync(server, client));

        client.Dispose();
        await server.WaitUntilIdleAsync();
    }

    [Fact]
    public async Task Script_Hanging_EndsWithTheServer()
    {
        SmtpTestServer server = Start(new Script().On(Step.Mail, Reply.Hang));
        using SmtpClient client = await Mail.ConnectAsync(server);
        Task sending = client.SendAsync(Mail.Message());
        await server.WaitUntilAsync(() => server.Connections[0].Transcript.Any(line => line.Contains("MAIL", StringComparison.Ordinal)));

        Assert.False(sending.IsCompleted);
        await server.DisposeAsync();

        await Assert.ThrowsAnyAsync<Exception>(() => sending);
        Assert.Equal(0, server.OpenConnections);
    }

    [Theory]
    [InlineData("drop")]
    [InlineData("reset")]
    [InlineData("hang")]
    public async Task Script_LosingTheLastReply_KeepsTheMail(string how)
    {
        Reply lost = how switch { "drop" => Reply.Drop, "reset" => Reply.Reset, _ => Reply.Hang };
        await using SmtpTestServer server = Start(new Script().On(Step.EndOfData, Reply.AcceptThen(lost)));
        using SmtpClient client = Mail.Client(server);
        client.Timeout = 500;

        await Assert.ThrowsAnyAsync<Exception>(() => EverythingAsync(server, client));

        Assert.Single(server.Messages);
    }

    [Fact]
    public async Task Script_RefusingSomeRecipients_TakesTheOthers()
    {
        await using SmtpTestServer server = Start(new Script()
            .On(Step.Rcpt, Reply.Of("450 4.2.1 busy")).When(context => context.Argument.Contains("defer", StringComparison.Ordinal)));
        using var client = new TolerantClient();
        await client.ConnectAsync(server.Host, server.Port, SecureSocketOptions.None);
        MimeMessage mail = Mail.Message();
        mail.To.Add(new MailboxAddress("", "defer@example.org"));
        mail.To.Add(new MailboxAddress("", "last@example.org"));

        await client.SendAsync(mail);

        ReceivedMessage message = Assert.Single(server.Messages);
        Assert.Equal(["to@example.org", "last@example.org"], message.Recipients.Select(recipient => recipient.Address));
        ReceivedRecipient refused = Assert.Single(message.RefusedRecipients);
        Assert.Equal(("defer@example.org", 450), (refused.Address, refused.Code));
    }

    [Fact]
    public async Task Client_AfterARefusedEhlo_SaysHelo()
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { EhloReply = "500 5.5.1 what" });

        await Mail.SendAsync(server);

        Assert.False(server.Connections[0].IsEsmtp);
        Assert.Single(server.Messages);
    }

    [Fact]
    public async Task Messages_OnOneConnection_AreCounted()
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { MaxMessages = 2 });
        using SmtpClient client = await Mail.ConnectAsync(server);
        await client.SendAsync(Mail.Message());
        await client.SendAsync(Mail.Message());

        var refused = await Assert.ThrowsAnyAsync<SmtpCommandException>(() => client.SendAsync(Mail.Message()));

        Assert.Equal(421, (int)refused.StatusCode);
        await server.WaitUntilIdleAsync();
    }

    internal static SmtpTestServer Start(Script script) => SmtpTestServer.Start(new ServerOptions { Script = script });

    private static Step Find(string name) => (Step)typeof(Step).GetProperty(name)!.GetValue(null)!;

    private static async Task EverythingAsync(SmtpTestServer server)
    {
        using SmtpClient client = Mail.Client(server);
        await EverythingAsync(server, client);
    }

    private static async Task EverythingAsync(SmtpTestServer server, SmtpClient client)
    {
        await client.ConnectAsync(server.Host, server.Port, SecureSocketOptions.None);
        await client.NoOpAsync();
        await client.SendAsync(Mail.Message());
    }

    private sealed class TolerantClient : SmtpClient
    {
        protected override void OnRecipientNotAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response)
        {
        }
    }
}
