using System;
using System.IO;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Tasks;
using SmtpSoar.TestServer;
using SmtpSoar.Tests.Delivery;
using Xunit;

namespace SmtpSoar.Tests.Graph;

/// <summary>Drafts of which this side does not know the id, since the answer with it was lost.</summary>
public sealed class GraphDraftTests : IDisposable
{
    private const string Id = "<given@example.org>";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Create_WhoseAnswerIsReset_LeavesNoDraft()
    {
        using var mailer = new GraphMailer();
        mailer.Server.Afterwards = request => IsCreation(request) ? HttpTestReply.Reset : null;

        var error = await mailer.FailAsync(Request());

        Assert.Equal("ConnectionLost", error.ErrorId);
        AssertClean(mailer);
    }

    [Theory]
    [InlineData(502, "ApiUnavailable")]
    [InlineData(504, "ApiUnavailable")]
    [InlineData(500, "ApiUnavailable")]
    [InlineData(200, "ApiAnswerInvalid")]
    [InlineData(201, "ApiAnswerInvalid")]
    public async Task Create_WhoseAnswerTellsNothing_LeavesNoDraft(int status, string errorId)
    {
        using var mailer = new GraphMailer();
        mailer.Server.Afterwards = request => IsCreation(request) ? HttpTestReply.Html(status) : null;

        Assert.Equal(errorId, (await mailer.FailAsync(Request())).ErrorId);

        AssertClean(mailer);
    }

    [Fact]
    public async Task Create_WhoseAnswerNeverComes_LeavesNoDraft()
    {
        using var mailer = new GraphMailer(asset => asset.TimeoutSec = 1);
        var never = new TaskCompletionSource();
        mailer.Server.Afterwards = request => IsCreation(request) ? new HttpTestReply { After = never.Task } : null;

        Assert.Equal("ServerTimeout", (await mailer.FailAsync(Request())).ErrorId);

        AssertClean(mailer);
        never.SetResult();
    }

    [Fact]
    public async Task Create_WhoseAnswerIsLost_IsTriedAgainAndLeavesOneMail()
    {
        using var mailer = new GraphMailer(asset => (asset.RetryCount, asset.RetryDelaySec) = (1, 1));
        var left = 1;
        mailer.Server.Afterwards = request => IsCreation(request) && left-- > 0 ? HttpTestReply.Reset : null;

        await mailer.SucceedAsync(Request());

        Assert.Single(mailer.Server.Sent);
        AssertClean(mailer);
    }

    [Fact]
    public async Task Create_ThatReachedNobody_HasMadeNothingToLookFor()
    {
        using var mailer = new GraphMailer();
        mailer.Server.Dispose();

        Assert.Equal("ConnectionRefused", (await mailer.FailAsync(Request())).ErrorId);

        AssertClean(mailer);
    }

    [Fact]
    public async Task Create_RefusedForGood_HasMadeNothingToLookFor()
    {
        using var mailer = new GraphMailer();
        mailer.Server.Instead = request => IsCreation(request) ? GraphServer.Error(403, "ErrorAccessDenied") : null;

        await mailer.FailAsync(Request());

        Assert.Single(mailer.Server.Asked);
    }

    [Fact]
    public async Task Draft_ThatCantBeLookedFor_IsNamedByItsMessageId()
    {
        using var mailer = new GraphMailer();
        mailer.Server.Afterwards = request => IsCreation(request) ? HttpTestReply.Reset : null;
        mailer.Server.Instead = request => request.Method == "GET" ? GraphServer.Error(503, "ErrorServerBusy") : null;

        await mailer.FailAsync(Request());

        var warning = Assert.Single(mailer.Mailer.Feedback.Warnings);
        Assert.Contains("in the folder Drafts of from@example.org (HTTP 503)", warning, StringComparison.Ordinal);
        Assert.Contains(Id, warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Draft_ThatIsNotSeenRightAfter_IsNamedAndRemovedByTheNextTry()
    {
        using var mailer = new GraphMailer(asset => (asset.RetryCount, asset.RetryDelaySec) = (1, 1));
        var (lost, blind) = (1, 1);
        mailer.Server.Afterwards = request => IsCreation(request) && lost-- > 0 ? HttpTestReply.Reset : null;
        mailer.Server.Instead = request => request.Method == "GET" && blind-- > 0 ? HttpTestReply.Json(200, """{"value":[]}""") : null;

        await mailer.SucceedAsync(Request());

        Assert.Contains("not to be seen right after", Assert.Single(mailer.Mailer.Feedback.Warnings), StringComparison.Ordinal);
        Assert.Single(mailer.Server.Sent);
        Assert.Empty(mailer.Server.Drafts);
    }

    [Fact]
    public async Task Draft_OfARawMailWithoutMessageId_IsNamedByItsSubject()
    {
        using var mailer = new GraphMailer();
        mailer.Server.Afterwards = request => IsCreation(request) ? HttpTestReply.Reset : null;

        await mailer.FailAsync(Raw(""));

        Assert.Contains("the subject 'written'", Assert.Single(mailer.Mailer.Feedback.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Draft_ThatAPersonWroteBefore_Stays()
    {
        using var mailer = new GraphMailer();
        var own = mailer.Server.AddDraft("from@example.org", Encoding.ASCII.GetBytes($"Message-ID: {Id}\r\n\r\n"), DateTimeOffset.UtcNow.AddHours(-1));
        mailer.Server.Afterwards = request => IsCreation(request) ? HttpTestReply.Reset : null;

        await mailer.FailAsync(Raw($"Message-ID: {Id}\r\n"));

        Assert.Equal([own], mailer.Server.Drafts);
        Assert.Empty(mailer.Mailer.Feedback.Warnings);
    }

    [Fact]
    public async Task Stale_DraftsThatCantBeLookedFor_AreNamedOnceTheMailHasADraftOfItsOwn()
    {
        using var mailer = new GraphMailer(asset => asset.Outbox = Path.Combine(_folder.Path, "outbox"));
        mailer.Server.Instead = request => request.Method == "GET" ? GraphServer.Error(503, "ErrorServerBusy") : null;

        await mailer.SucceedAsync(Request());

        Assert.Contains("(HTTP 503)", Assert.Single(mailer.Mailer.Feedback.Warnings), StringComparison.Ordinal);
        Assert.Single(mailer.Server.Sent);
    }

    private static bool IsCreation(HttpTestRequest request) =>
        request.Method == "POST" && request.Path.EndsWith("/messages", StringComparison.Ordinal);

    private static void AssertClean(GraphMailer mailer)
    {
        Assert.Empty(mailer.Server.Drafts);
        Assert.Empty(mailer.Mailer.Feedback.Warnings);
    }

    private EmailRequest Request() => new()
    {
        To = ["to@example.org"],
        Subject = "hello",
        Body = "one",
        Headers = [new HeaderField("Message-ID", Id)],
        Attachments = [new AttachmentReference { Path = Large() }],
    };

    private RawEmailRequest Raw(string fields)
    {
        var content = Convert.ToBase64String(RandomNumberGenerator.GetBytes(5_000_000), Base64FormattingOptions.InsertLineBreaks);
        return new RawEmailRequest
        {
            Path = _folder.Write("raw.eml", Encoding.ASCII.GetBytes(
                $"From: from@example.org\r\nTo: to@example.org\r\nSubject: written\r\n{fields}Content-Type: multipart/mixed; boundary=b\r\n\r\n"
                + $"--b\r\n\r\none\r\n--b\r\nContent-Type: application/zip; name=a.zip\r\nContent-Transfer-Encoding: base64\r\n\r\n{content}\r\n--b--\r\n")),
        };
    }

    private string Large() => _folder.Write("large.bin", RandomNumberGenerator.GetBytes(5_000_000));
}
