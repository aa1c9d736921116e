using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading.Tasks;
using SmtpSoar.Tests.Delivery;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Tests.Smime;

/// <summary>An encrypted mail tells who can read it, so that each blind recipient gets a message of their own.</summary>
public sealed class BlindCopyTests : IDisposable
{
    private readonly TestAuthority _authority = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("smtpsoar-copies-").FullName;

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        _authority.Dispose();
    }

    [Fact]
    public async Task BlindRecipients_EachGetAMessageOfTheirOwn()
    {
        await using var server = SmtpTestServer.Start();
        using var mailer = Mailer.For(server);

        var outcome = await mailer.SendAsync(Request(["bob@example.org", "carl@example.org"], ["dora@example.org", "emil@example.org"]));

        Assert.Null(outcome.Error);
        Assert.Equal(4, outcome.Result.Recipients.Count);
        Assert.All(outcome.Result.Recipients, recipient => Assert.True(recipient.Accepted));
        Assert.Equal(["bob@example.org,carl@example.org", "dora@example.org", "emil@example.org"], server.Messages.Select(Recipients));
        Assert.Equal([3, 2, 2], server.Messages.Select(message => Structure(message.Data).RecipientInfos.Count));
        Assert.Equal([1, 1, 1], server.Messages.Select(message => message.ConnectionNumber));
        Assert.Single(server.Messages.Select(message => Encoding.ASCII.GetString(message.Data).Split("Message-I")[1].Split('\r')[0]).Distinct());
        Assert.All(server.Messages, message => Assert.DoesNotContain("dora", message.Text, StringComparison.OrdinalIgnoreCase));
        Structure(server.Messages[1].Data).Decrypt(new X509Certificate2Collection(Certificate("dora@example.org")));
    }

    [Fact]
    public async Task BlindRecipients_Alone_EachGetAMessage()
    {
        await using var server = SmtpTestServer.Start();
        using var mailer = Mailer.For(server);

        var outcome = await mailer.SendAsync(Request([], ["dora@example.org", "emil@example.org"]));

        Assert.Equal(("success", 2), (outcome.Result.Status, server.Messages.Count));
        Assert.All(server.Messages, message => Assert.Single(message.Recipients));
    }

    [Fact]
    public async Task BlindRecipient_Refused_IsToldAndTheOthersGetTheirs()
    {
        var script = new Script().On(Step.Rcpt, Reply.Of("550 5.1.1 nobody")).When(context => context.Argument.Contains("dora"));
        await using var server = SmtpTestServer.Start(new ServerOptions { Script = script });
        using var mailer = Mailer.For(server);

        var outcome = await mailer.SendAsync(Request(["bob@example.org"], ["dora@example.org", "emil@example.org"]));

        Assert.Equal("success", outcome.Result.Status);
        Assert.Equal("RecipientRefused", outcome.Error!.ErrorId);
        Assert.Equal([true, false, true], outcome.Result.Recipients.Select(recipient => recipient.Accepted));
        Assert.Equal(["bob@example.org", "emil@example.org"], server.Messages.Select(Recipients));
    }

    [Fact]
    public async Task Message_Refused_SendsNoCopies()
    {
        var script = new Script().On(Step.EndOfData, Reply.Of("554 5.6.0 spam"));
        await using var server = SmtpTestServer.Start(new ServerOptions { Script = script });
        using var mailer = Mailer.For(server);

        var outcome = await mailer.SendAsync(Request(["bob@example.org"], ["dora@example.org"]));

        Assert.Equal(("failed", "MessageRefused"), (outcome.Result.Status, outcome.Result.ErrorId));
        Assert.Equal([false, null], outcome.Result.Recipients.Select(recipient => recipient.Accepted));
    }

    [Fact]
    public async Task Copy_WhoseMessageIsRefused_IsNotToldAsDelivered()
    {
        var script = new Script().On(Step.EndOfData, Reply.Of("554 5.6.0 spam")).Skip(1);
        await using var server = SmtpTestServer.Start(new ServerOptions { Script = script });
        using var mailer = Mailer.For(server);

        var outcome = await mailer.SendAsync(Request(["bob@example.org"], ["dora@example.org"]));

        Assert.Equal("success", outcome.Result.Status);
        Assert.Contains("dora@example.org", outcome.Error!.Message, StringComparison.Ordinal);
        Assert.Equal([true, false], outcome.Result.Recipients.Select(recipient => recipient.Accepted));
        Assert.Equal(554, outcome.Result.Recipients[1].StatusCode);
    }

    [Fact]
    public async Task Copies_InAnOutbox_AreEntriesOfTheirOwn()
    {
        var script = new Script().On(Step.Mail, Reply.Of("451 4.3.0 later"));
        await using var server = SmtpTestServer.Start(new ServerOptions { Script = script });
        using var mailer = Mailer.For(server);
        mailer.Options.Outbox = Path.Combine(_folder, "outbox");

        var outcome = await mailer.SendAsync(Request(["bob@example.org"], ["dora@example.org", "emil@example.org"]));

        Assert.Equal("failed", outcome.Result.Status);
        var entries = Directory.GetFiles(mailer.Options.Outbox, "*.eml", SearchOption.AllDirectories);
        Assert.Equal(3, entries.Length);
        Assert.Equal([2, 2, 2], entries.Select(entry => Structure(File.ReadAllBytes(entry)).RecipientInfos.Count));
    }

    [Fact]
    public async Task Copies_InAPickupFolder_AreFilesOfTheirOwn()
    {
        using var mailer = Mailer.For(new SmtpAsset { PickupDirectory = _folder, SenderAddress = "ann@example.org" });

        var outcome = await mailer.SendAsync(Request(["bob@example.org"], ["dora@example.org"]));

        Assert.Equal("success", outcome.Result.Status);
        Assert.Equal(2, Directory.GetFiles(_folder, "*.eml").Length);
    }

    [Theory]
    [InlineData(MailTransport.MicrosoftGraph)]
    [InlineData(MailTransport.GmailApi)]
    public void Copies_ByAnApiWithoutAnEnvelope_AreRefused(MailTransport transport)
    {
        using var mailer = Mailer.For(new SmtpAsset
        {
            Transport = transport, Server = "api.example.org", Username = "ann@example.org", SenderAddress = "ann@example.org", ClientId = "c", ClientSecret = TestSecrets.Of("s"),
            AuthUrl = "https://login.example.org/a", TokenUrl = "https://login.example.org/t",
        });

        var refused = mailer.Prepare(Request(["bob@example.org"], ["dora@example.org"]));
        var alone = mailer.Prepare(Request([], ["dora@example.org"]));

        Assert.Equal("BlindCopyNotOffered", refused.ErrorId);
        Assert.Contains("dora@example.org", refused.ToFailure().Error!.Message, StringComparison.Ordinal);
        Assert.Null(alone.ErrorId);
    }

    [Fact]
    public void Mail_ThatIsNotEncrypted_HasNoCopies()
    {
        var request = Request(["bob@example.org"], ["dora@example.org"]);
        request.Protection = null;

        Assert.Empty(SmimeMail.Compose(request).Copies);
    }

    private EmailRequest Request(string[] to, string[] bcc)
    {
        string[] all = [.. to, .. bcc, "ann@example.org"];
        return new EmailRequest
        {
            From = "ann@example.org",
            To = to,
            Bcc = bcc,
            Subject = "Subject",
            Body = SmimeMail.Body,
            Protection = SmimeMail.Encrypting([.. all.Select(Certificate)]),
        };
    }

    private readonly System.Collections.Generic.Dictionary<string, X509Certificate2> _issued = [];

    private X509Certificate2 Certificate(string address) =>
        _issued.TryGetValue(address, out var known) ? known : _issued[address] = _authority.Issue(address);

    private static string Recipients(ReceivedMessage message) => string.Join(",", message.Recipients.Select(recipient => recipient.Address));

    private static EnvelopedCms Structure(byte[] mail)
    {
        var cms = new EnvelopedCms();
        cms.Decode(SmimeMail.Structure(mail));
        return cms;
    }
}
