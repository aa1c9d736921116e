using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core;
using SmtpSoar.Core.Preview;
using SmtpSoar.TestServer;
using SmtpSoar.Tests.Delivery;
using SmtpSoar.Tests.OpenPgp;
using SmtpSoar.Tests.Reading;
using Xunit;

namespace SmtpSoar.Tests.Protection;

/// <summary>A mail of each kind of protection holds whichever way it goes, in the eyes of openssl, gpg, OpenDKIM and dkimpy.</summary>
[Collection(nameof(GpgTests))]
public sealed class MailPathTests : IDisposable
{
    private static readonly string[] SevenBitOnly = ["PIPELINING", "SIZE", "ENHANCEDSTATUSCODES"];

    private readonly ProtectedMails _mails = new();
    private readonly TemporaryFolder _folder = new();
    private readonly ProtectionJudge _judge;

    public MailPathTests() => _judge = new ProtectionJudge(_mails);

    public void Dispose()
    {
        _folder.Dispose();
        _mails.Dispose();
    }

    [ToolTheory("openssl", "gpg")]
    [InlineData("8BITMIME", "PIPELINING", "SIZE")]
    [InlineData("PIPELINING")]
    [InlineData("CHUNKING", "SIZE")]
    public async Task Direct_ToAnyServer_Holds(params string[] extensions)
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { Extensions = extensions });

        foreach (var kind in ProtectedMails.Kinds)
        {
            using var mailer = Sender(server, kind);
            await mailer.SucceedAsync(_mails.Request(kind));
        }

        AssertAllGood(server.Messages.Select(message => message.Data));
    }

    [ToolFact("openssl", "gpg")]
    public async Task Bulk_OverSeveralConnections_Holds()
    {
        const int Each = 4;
        await using var server = SmtpTestServer.Start(new ServerOptions { Extensions = SevenBitOnly });

        foreach (var kind in ProtectedMails.Kinds)
        {
            using var mailer = Sender(server, kind);
            for (var i = 0; i < Each; i++)
                await mailer.AddAsync(_mails.Request(kind));
            Assert.All(await mailer.DrainAsync(), outcome => Assert.Equal("success", outcome.Result.Status));
        }

        AssertAllGood(server.Messages.Select(message => message.Data), Each);
    }

    [ToolFact("openssl", "gpg")]
    public async Task Session_ThatIsKept_Holds()
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { Extensions = SevenBitOnly });

        foreach (var kind in ProtectedMails.Kinds)
        {
            using var mailer = Sender(server, kind);
            var session = await MailService.OpenSessionAsync(mailer.Options, CancellationToken.None);
            mailer.Options.Session = session;
            await mailer.SucceedAsync(_mails.Request(kind));
            mailer.Dispose();
            await session.Connections.CloseAsync();
        }

        AssertAllGood(server.Messages.Select(message => message.Data));
    }

    [ToolFact("openssl", "gpg")]
    public async Task PickupFolder_ItsFiles_Hold()
    {
        foreach (var kind in ProtectedMails.Kinds)
        {
            using var mailer = Mailer.For(ProtectedMails.Protect(new SmtpAsset { PickupDirectory = _folder.Path }, kind));
            await mailer.SucceedAsync(_mails.Request(kind));
        }

        AssertAllGood(Directory.GetFiles(_folder.Path, "*.eml").Select(File.ReadAllBytes));
    }

    [ToolFact("openssl", "gpg")]
    public async Task ExportedMail_AndSentRaw_Holds()
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { Extensions = SevenBitOnly });
        using var raw = Mailer.For(server);

        foreach (var kind in ProtectedMails.Kinds)
        {
            var path = Path.Combine(_folder.Path, kind + ".eml");
            var export = new MailExport(ProtectedMails.Protect(new SmtpAsset { Server = server.Host }, kind), new RecordingFeedback());
            await export.WriteAsync(
                export.Prepare(_mails.Request(kind), CancellationToken.None), MailFileFormat.Eml, path, overwrite: false, CancellationToken.None);

            // DKIM has signed a form of eight bits, which this server would not get as it is.
            if (ProtectedMails.DkimKeysOf(kind).Length == 0)
                await raw.SucceedAsync(new RawEmailRequest { Path = path });
        }

        AssertAllGood(Directory.GetFiles(_folder.Path, "*.eml").Select(File.ReadAllBytes));
        Assert.Equal(ProtectedMails.Kinds.Count(kind => ProtectedMails.DkimKeysOf(kind).Length == 0), server.Messages.Count);
        Assert.All(server.Messages, message => _judge.AssertGood(message.Data));
    }

    [ToolTheory("openssl", "gpg")]
    [InlineData("dkim-rsa2048")]
    [InlineData("dkim-ed25519")]
    [InlineData("dkim-rsa2048-ed25519")]
    public async Task RawMail_SignedOnRequest_Holds(string kind)
    {
        var path = Path.Combine(_folder.Path, "raw.eml");
        var export = new MailExport(new SmtpAsset { Server = "localhost", SenderAddress = ProtectedMails.Sender }, new RecordingFeedback());
        await export.WriteAsync(
            export.Prepare(_mails.Request(kind), CancellationToken.None), MailFileFormat.Eml, path, overwrite: false, CancellationToken.None);
        await using var server = SmtpTestServer.Start();
        using var mailer = Sender(server, kind);

        await mailer.SucceedAsync(new RawEmailRequest { Path = path, Dkim = true });

        _judge.AssertGood(Assert.Single(server.Messages).Data);
    }

    [ToolFact("openssl", "gpg")]
    public async Task Outbox_AfterTheProcessWasKilled_HoldsWithoutAKey()
    {
        var stalled = new TaskCompletionSource();
        var script = new Script()
            .On(Step.Mail, Reply.Of("451 4.3.0 later")).Times(ProtectedMails.Kinds.Count - 1)
            .On(Step.Mail, _ => Stalled(stalled)).Times(1);
        await using var server = SmtpTestServer.Start(new ServerOptions { Script = script, Extensions = SevenBitOnly });
        var outbox = Path.Combine(_folder.Path, "outbox");
        using (var sender = EngineProcess.Start(SendScript.Of(_mails, server, outbox)))
        {
            await sender.WhileRunningAsync(stalled.Task);
            sender.Kill();
        }

        // The keys are gone by then.
        File.Delete(_mails.SigningFile);
        File.Delete(_mails.SecretKey);
        using var later = EngineProcess.Start(SendScript.OfOutbox(server, outbox));
        var said = await later.EndAsync();

        Assert.Equal(Enumerable.Repeat("success", ProtectedMails.Kinds.Count), said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim()));
        AssertAllGood(server.Messages.Select(message => message.Data));
    }

    private static Reply Stalled(TaskCompletionSource stalled)
    {
        stalled.TrySetResult();
        return Reply.Hang;
    }

    private static Mailer Sender(SmtpTestServer server, string kind) => Mailer.For(server, asset => ProtectedMails.Protect(asset, kind));

    private void AssertAllGood(IEnumerable<byte[]> mails, int each = 1)
    {
        var all = mails.ToList();
        Assert.Equal(
            ProtectedMails.Kinds.SelectMany(kind => Enumerable.Repeat(kind, each)).Order(StringComparer.Ordinal),
            all.Select(ProtectedMails.KindOf).Order(StringComparer.Ordinal));
        Assert.All(all, _judge.AssertGood);
    }
}
