using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core;
using SmtpSoar.Core.Outbox;
using SmtpSoar.Core.Outbox.FileSystem;
using SmtpSoar.TestServer;
using SmtpSoar.Tests.Delivery;
using SmtpSoar.Tests.Outbox;
using SmtpSoar.Tests.Outbox.Worker;
using Xunit;

namespace SmtpSoar.Tests.Graph;

/// <summary>Large mails by Graph whose outcome is unknown in an outbox: their drafts are asked, and tell.</summary>
public sealed class GraphInquiryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Outbox => Path.Combine(_folder.Path, "outbox");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Draft_ThatWasNotSent_IsSentAsItIs()
    {
        using var mailer = Mailer();
        await MakeUnknownAsync(mailer, isSent: false);
        var draft = Assert.Single(mailer.Server.Drafts);

        var outcome = Assert.Single(await AskAsync(mailer));

        Assert.Equal(("success", null), (outcome.Result.Status, outcome.Error));
        Assert.Equal([true], outcome.Result.Recipients.Select(recipient => recipient.Accepted));
        Assert.Single(Assert.Single(mailer.Server.Sent).Attachments);
        Assert.Empty(mailer.Server.Drafts);
        AssertSettled(draft);
    }

    [Fact]
    public async Task Draft_ThatWasSent_IsNotAskedForAgain()
    {
        using var mailer = Mailer();
        await MakeUnknownAsync(mailer, isSent: true);
        var sends = Sends(mailer);

        var outcome = Assert.Single(await AskAsync(mailer));

        Assert.Contains("accepted", outcome.Result.ServerResponse, StringComparison.Ordinal);
        Assert.Equal((1, sends), (mailer.Server.Sent.Count, Sends(mailer)));
        AssertSettled();
    }

    [Fact]
    public async Task Draft_ThatIsGone_LeavesTheMailUnknownForGood()
    {
        using var mailer = Mailer();
        await MakeUnknownAsync(mailer, isSent: false);
        mailer.Server.Instead = request => request.Method == "GET" ? GraphServer.Error(404, "ErrorItemNotFound") : null;

        var error = Assert.Single(await AskAsync(mailer)).Error!;

        var entry = Entry();
        Assert.Equal(("OutboxDraftGone", OutboxState.Unknown, "OutboxDraftGone"), (error.ErrorId, entry.State, entry.ErrorId));
        Assert.Contains("draft=1", entry.LastError, StringComparison.Ordinal);
        Assert.Empty(await AskAsync(mailer));
        Assert.Empty(mailer.Server.Sent);
    }

    [Theory]
    [InlineData(403, "ErrorAccessDenied")]
    [InlineData(401, "InvalidAuthenticationToken")]
    [InlineData(404, "ErrorInvalidUser")]
    [InlineData(503, "ErrorServerBusy")]
    [InlineData(500, "ErrorInternalServerError")]
    public async Task Mailbox_ThatDoesNotTell_LeavesTheMailUnknownAndTheDraftNamed(int status, string code)
    {
        using var mailer = Mailer();
        await MakeUnknownAsync(mailer, isSent: false);
        Assert.Contains("draft=1", Entry().LastError, StringComparison.Ordinal);
        mailer.Server.Instead = _ => GraphServer.Error(status, code);

        var error = Assert.Single(await AskAsync(mailer)).Error!;

        var entry = Entry();
        Assert.Equal(("OutboxDraftUnasked", OutboxState.Unknown, "OutboxDraftUnasked"), (error.ErrorId, entry.State, entry.ErrorId));
        Assert.Contains("the draft with the id draft=1 in the mailbox from@example.org", entry.LastError, StringComparison.Ordinal);
        Assert.Contains(code, entry.LastError, StringComparison.Ordinal);
        Assert.True(entry.NextTry > DateTimeOffset.UtcNow, "it is not asked with each command");
        Assert.Empty(await AskAsync(mailer));

        mailer.Server.Instead = _ => null;
        Assert.Null(Assert.Single(await AskAsync(mailer, onlyDue: false)).Error);
        Assert.Single(mailer.Server.Sent);
    }

    [Fact]
    public async Task Server_ThatIsAway_LeavesTheMailUnknownAndTheDraftNamed()
    {
        using var mailer = Mailer();
        await MakeUnknownAsync(mailer, isSent: false);
        mailer.Server.Dispose();

        Assert.Equal("OutboxDraftUnasked", Assert.Single(await AskAsync(mailer)).Error?.ErrorId);

        Assert.Contains("draft=1", Entry().LastError, StringComparison.Ordinal);
        Assert.Equal(OutboxState.Unknown, Entry().State);
    }

    [Fact]
    public async Task Mailbox_ThatDoesNotTell_IsAskedAboutOneMailAtATime()
    {
        using var mailer = Mailer();
        await MakeUnknownAsync(mailer, isSent: false);
        await MakeUnknownAsync(mailer, isSent: false);
        mailer.Server.Instead = _ => GraphServer.Error(503, "ErrorServerBusy");
        var asked = mailer.Server.Http.Requests.Count;

        Assert.Single(await AskAsync(mailer));

        Assert.Equal(asked + 1, mailer.Server.Http.Requests.Count);
        Assert.All(Entries(), entry => Assert.Contains("Send-SoarOutbox asks Microsoft Graph", entry.LastError, StringComparison.Ordinal));
    }

    // Exchange accepts a mail before it has processed it, and may show it as a draft meanwhile.
    [Fact]
    public async Task Draft_ThatIsStillShownWhileItIsSent_DoublesNothing()
    {
        using var mailer = Mailer();
        await MakeUnknownAsync(mailer, isSent: true);
        mailer.Server.Instead = request => request.Method == "GET" ? HttpTestReply.Json(200, """{"isDraft":true}""") : null;

        Assert.Equal("OutboxDraftUnasked", Assert.Single(await AskAsync(mailer)).Error?.ErrorId);
        Assert.DoesNotContain(mailer.Server.Asked, asked => asked.StartsWith("DELETE", StringComparison.Ordinal));
        mailer.Server.Instead = _ => null;
        Assert.Null(Assert.Single(await AskAsync(mailer, onlyDue: false)).Error);

        Assert.Single(mailer.Server.Sent);
        AssertSettled();
    }

    [Fact]
    public async Task Draft_WhoseSendingIsLostOnceMore_IsAskedAgainByTheNextCommand()
    {
        using var mailer = Mailer();
        await MakeUnknownAsync(mailer, isSent: false);
        mailer.Server.Instead = request => IsSend(request) ? HttpTestReply.Reset : null;
        Assert.Equal("OutboxDraftUnasked", Assert.Single(await AskAsync(mailer)).Error?.ErrorId);
        Assert.Single(mailer.Server.Drafts);

        mailer.Server.Instead = _ => null;
        Assert.Null(Assert.Single(await AskAsync(mailer, onlyDue: false)).Error);

        Assert.Single(mailer.Server.Sent);
        AssertSettled();
    }

    // A new one in its place could arrive beside it.
    [Fact]
    public async Task Draft_WhoseSendingIsLostTwice_StaysForTheNextCommand()
    {
        using var mailer = Mailer();
        mailer.Server.Instead = request => IsSend(request) ? HttpTestReply.Reset : null;

        var error = (await mailer.SendAsync(Request())).Error!;

        Assert.Equal(("OutcomeUnknown", OutboxState.Unknown), (error.ErrorId, Entry().State));
        Assert.Contains("Send-SoarOutbox asks Microsoft Graph about the draft with the id draft=1", error.Advice, StringComparison.Ordinal);
        mailer.Server.Instead = _ => null;
        Assert.Null(Assert.Single(await AskAsync(mailer)).Error);
        Assert.Single(mailer.Server.Sent);
        AssertSettled();
    }

    [Fact]
    public async Task Asset_OfAnotherMailbox_AsksNobody()
    {
        using var mailer = Mailer();
        await MakeUnknownAsync(mailer, isSent: false);
        using var other = new GraphMailer(
            asset =>
            {
                (asset.Outbox, asset.OAuthFlow, asset.Username) = (Outbox, OAuthFlow.AuthorizationCode, "other@example.org");
                asset.AuthUrl = asset.TokenUrl;
            },
            mailer.Server);
        var asked = mailer.Server.Http.Requests.Count;

        Assert.Empty(await AskAsync(other));

        Assert.Equal((asked, OutboxState.Unknown), (mailer.Server.Http.Requests.Count, Entry().State));
    }

    [Fact]
    public async Task Asset_WithoutGraph_CantAsk()
    {
        using var mailer = Mailer();
        await MakeUnknownAsync(mailer, isSent: false);
        await using var server = SmtpTestServer.Start();
        using var other = Delivery.Mailer.For(server, asset => asset.Outbox = Outbox);
        using var service = new MailService(other.Options);

        Assert.False(service.CanAskDrafts);
        Assert.Empty(service.ListAskable(null, onlyDue: false));
    }

    [Fact]
    public async Task FallbackAsset_WithGraph_IsAsked()
    {
        using var mailer = Mailer();
        await MakeUnknownAsync(mailer, isSent: false);
        await using var server = SmtpTestServer.Start();
        using var other = Delivery.Mailer.For(server, asset => (asset.Outbox, asset.FallbackAsset) = (Outbox, "graph"));
        other.Options.FindAsset = _ => mailer.Mailer.Asset;
        other.Options.OAuth = mailer.Mailer.Options.OAuth;

        Assert.Null(Assert.Single(await AskAsync(other.Options)).Error);

        Assert.Single(mailer.Server.Sent);
        Assert.Empty(server.Messages);
    }

    [Fact]
    public async Task Mail_ThatIsSentAgain_RemovesTheDraftAndSaysSo()
    {
        using var mailer = Mailer();
        await MakeUnknownAsync(mailer, isSent: false);

        using var service = new MailService(mailer.Mailer.Options);
        var outcome = await service.SendAsync(service.Claim(Entry())!, CancellationToken.None);

        Assert.Equal("success", outcome.Result.Status);
        Assert.True(Entry().Resent);
        Assert.Empty(mailer.Server.Drafts);
        Assert.Single(mailer.Server.Sent);
    }

    [Fact]
    public async Task Mail_ThatCantBeSentAgainNow_KeepsTheDraftThatTells()
    {
        using var mailer = Mailer();
        await MakeUnknownAsync(mailer, isSent: false);
        mailer.Server.Instead = _ => GraphServer.Error(503, "ErrorServerBusy");

        using (var service = new MailService(mailer.Mailer.Options))
            Assert.Equal("failed", (await service.SendAsync(service.Claim(Entry())!, CancellationToken.None)).Result.Status);
        mailer.Server.Instead = _ => null;

        Assert.Null(Assert.Single(await AskAsync(mailer, onlyDue: false)).Error);
        Assert.Single(mailer.Server.Sent);
        AssertSettled();
    }

    [Fact]
    public async Task Draft_ThatCantBeRemoved_IsNamedByItsEntry()
    {
        using var mailer = Mailer();
        mailer.Server.Instead = request => request.Method is "PUT" or "DELETE" ? GraphServer.Error(503, "ErrorServerBusy") : null;

        await mailer.SendAsync(Request());

        var entry = Entry();
        Assert.Equal((OutboxState.Waiting, "ApiThrottled"), (entry.State, entry.ErrorId));
        Assert.Contains("the id draft=1, may be in the folder Drafts of from@example.org: the next try", entry.LastError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Draft_WhoseIdIsNotKnown_IsNamedByTheMessageId()
    {
        using var mailer = Mailer();
        mailer.Server.Afterwards = request => request.Path.EndsWith("/messages", StringComparison.Ordinal) ? HttpTestReply.Reset : null;
        mailer.Server.Instead = request => request.Method == "GET" ? GraphServer.Error(503, "ErrorServerBusy") : null;

        await mailer.SendAsync(Request());

        Assert.Contains($"the Message-ID {Entry().MessageId}, may be in the folder Drafts", Entry().LastError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Draft_OfAMailThatWasRefused_IsNotNamed()
    {
        using var mailer = Mailer();
        mailer.Server.Instead = request => request.Method == "POST" ? GraphServer.Error(400, "ErrorInvalidRecipients") : null;

        await mailer.SendAsync(Request());

        Assert.DoesNotContain("Drafts", Entry().LastError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Draft_OfARawMailWithoutMessageId_IsRemovedByTheNextTry()
    {
        using var mailer = Mailer();
        mailer.Server.Instead = request => request.Method is "POST" && request.Path.EndsWith("createUploadSession", StringComparison.Ordinal)
            || request.Method == "DELETE" ? GraphServer.Error(503, "ErrorServerBusy") : null;
        await mailer.SendAsync(Raw());
        Assert.Single(mailer.Server.Drafts);
        mailer.Server.Instead = _ => null;

        using var service = new MailService(mailer.Mailer.Options);
        var outcome = await service.SendAsync(service.Claim(Entry())!, CancellationToken.None);

        Assert.Equal("success", outcome.Result.Status);
        Assert.Empty(mailer.Server.Drafts);
        Assert.Single(mailer.Server.Sent);
    }

    [Fact]
    public async Task Worker_ThatFindsOne_AsksBesideItsWork()
    {
        using var mailer = Mailer();
        await MakeUnknownAsync(mailer, isSent: false);
        Action<string> prepare = root => Directory.Move(Outbox, root);

        await using var worker = RunningWorker.Start(mailer.Mailer.Asset, accepted: null, prepare: prepare);
        await worker.UntilAsync(() => !worker.Outcomes.IsEmpty);

        Assert.Equal("success", worker.Outcomes.Single().Result.Status);
        Assert.Single(mailer.Server.Sent);
        Assert.Equal(["hello"], worker.Subjects(OutboxState.Sent));
    }

    private static int Sends(GraphMailer mailer) => mailer.Server.Http.Requests.Count(IsSend);

    private static bool IsSend(HttpTestRequest request) => request.Path.EndsWith("/send", StringComparison.Ordinal);

    private static Task<IReadOnlyList<MailOutcome>> AskAsync(GraphMailer mailer, bool onlyDue = true) => AskAsync(mailer.Mailer.Options, onlyDue);

    private static async Task<IReadOnlyList<MailOutcome>> AskAsync(MailServiceOptions options, bool onlyDue = true)
    {
        using var service = new MailService(options);
        return await service.AskAsync(service.ListAskable(null, onlyDue), (_, damage) => throw damage, CancellationToken.None);
    }

    private GraphMailer Mailer() => new(asset => asset.Outbox = Outbox);

    // The answer to the last request is lost, and nobody tells about the draft.
    private async Task MakeUnknownAsync(GraphMailer mailer, bool isSent)
    {
        var isOver = false;
        HttpTestReply? Lose(HttpTestRequest request) => (isOver |= IsSend(request)) && IsSend(request) ? HttpTestReply.Reset : null;
        mailer.Server.Instead = request => (isSent ? null : Lose(request)) ?? (isOver ? GraphServer.Error(503, "ErrorServerBusy") : null);
        mailer.Server.Afterwards = request => isSent ? Lose(request) : null;
        var outcome = await mailer.SendAsync(Request());
        Assert.Equal("OutcomeUnknown", outcome.Error?.ErrorId);
        (mailer.Server.Instead, mailer.Server.Afterwards) = (_ => null, _ => null);
    }

    private EmailRequest Request() => new()
    {
        To = ["to@example.org"],
        Subject = "hello",
        Body = "one",
        Attachments = [new AttachmentReference { Path = _folder.Write("large.bin", RandomNumberGenerator.GetBytes(5_000_000)) }],
    };

    private RawEmailRequest Raw()
    {
        var content = Convert.ToBase64String(RandomNumberGenerator.GetBytes(5_000_000), Base64FormattingOptions.InsertLineBreaks);
        return new RawEmailRequest
        {
            Path = _folder.Write("raw.eml", Encoding.ASCII.GetBytes(
                "From: from@example.org\r\nTo: to@example.org\r\nSubject: written\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
                + $"--b\r\n\r\none\r\n--b\r\nContent-Type: application/zip; name=a.zip\r\nContent-Transfer-Encoding: base64\r\n\r\n{content}\r\n--b--\r\n")),
        };
    }

    private void AssertSettled(string draft = "draft=1")
    {
        var entry = Entry();
        Assert.Equal((OutboxState.Sent, false), (entry.State, entry.Resent));
        Assert.Equal((null, null), (entry.LastError, entry.ErrorId));
        Assert.DoesNotContain(draft, File.ReadAllText(Path.Combine(Path.GetDirectoryName(entry.Path)!, "envelope.json")), StringComparison.Ordinal);
    }

    private OutboxEntry Entry() => Entries().Single();

    private List<OutboxEntry> Entries()
    {
        using var outbox = new MailOutbox(new FileOutboxStore(Outbox, new RecordingFeedback(), TimeProvider.System));
        return [.. outbox.List(new OutboxQuery())];
    }
}
