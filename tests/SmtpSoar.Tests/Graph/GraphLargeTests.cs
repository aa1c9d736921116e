using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.TestServer;
using SmtpSoar.Tests.Delivery;
using Xunit;

namespace SmtpSoar.Tests.Graph;

/// <summary>Mails over Graph's request limit: a draft, its attachments apart, then the draft.</summary>
public sealed class GraphLargeTests : IDisposable
{
    private const int Mega = 1024 * 1024;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Mail_AtTheLimit_GoesInOneRequest()
    {
        using var mailer = new GraphMailer();

        await mailer.SucceedAsync(Request(File("a.bin", 2_100_000)));

        Assert.Equal(["POST /v1.0/users/from@example.org/sendMail"], mailer.Server.Asked);
    }

    [Fact]
    public async Task Mail_OverTheLimit_GoesAsADraftWithItsAttachmentsApart()
    {
        using var mailer = new GraphMailer();
        var (large, small, tiny) = (File("large \u00E4.bin", 9 * Mega), File("small.bin", 1_500_000), File("tiny.txt", 100));

        var result = await mailer.SucceedAsync(Request(large, small, tiny));

        var sent = Assert.Single(mailer.Server.Sent);
        Assert.Equal(["large \u00E4.bin"], sent.Attachments.Select(attachment => attachment.Name));
        Assert.Equal(await System.IO.File.ReadAllBytesAsync(large), sent.Attachments[0].Content);
        Assert.Equal(("application/octet-stream", (string?)null), (sent.Attachments[0].Type, sent.Attachments[0].ContentId));
        Assert.Equal(["small.bin", "tiny.txt"], sent.Message.Attachments.Select(part => part.ContentDisposition?.FileName));
        Assert.Equal(("hello", "one\r\n"), (sent.Message.Subject, sent.Message.TextBody!.ReplaceLineEndings("\r\n")));
        Assert.Equal(["to@example.org", "blind@example.org"], sent.Recipients);
        Assert.Empty(mailer.Server.Drafts);
        Assert.Contains("202 accepted", result.ServerResponse, StringComparison.Ordinal);
        Assert.All(Uploads(mailer), upload => Assert.True(upload.Body.Length < 4_000_000));
    }

    [Fact]
    public async Task Mail_WithManySmallFiles_HasTheLargestOfThemPosted()
    {
        using var mailer = new GraphMailer();

        await mailer.SucceedAsync(Request(File("one.bin", 2_000_000), File("two.bin", 1_500_000), File("three.pdf", 2_200_000)));

        var sent = mailer.Server.Sent[0];
        Assert.Contains(("three.pdf", "application/pdf"), sent.Attachments.Select(attachment => (attachment.Name, attachment.Type)));
        Assert.Equal(3, sent.Attachments.Count + sent.Message.Attachments.Count());
        Assert.DoesNotContain(mailer.Server.Asked, asked => asked.Contains("createUploadSession", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Mail_WithALargePictureInIt_KeepsItsContentId()
    {
        using var mailer = new GraphMailer();
        var picture = new AttachmentReference { Path = File("p.png", 5 * Mega), ContentId = "picture" };

        await mailer.SucceedAsync(new HtmlEmailRequest { To = ["to@example.org"], HtmlBody = "<img src='cid:picture'>", Attachments = [picture] });

        Assert.Equal(("p.png", "picture"), (mailer.Server.Sent[0].Attachments[0].Name, mailer.Server.Sent[0].Attachments[0].ContentId));
        Assert.Contains("cid:picture", mailer.Server.Sent[0].Message.HtmlBody, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\"; micalg=sha-256; boundary=b\r\n")]
    [InlineData("Content-Type: application/pkcs7-mime; smime-type=enveloped-data\r\nContent-Transfer-Encoding: base64\r\n")]
    [InlineData("DKIM-Signature: v=1\r\nContent-Type: multipart/mixed; boundary=b\r\n")]
    public async Task Mail_SignedOrEncrypted_IsRefusedOverTheLimit(string fields)
    {
        using var mailer = new GraphMailer();
        var body = string.Concat(Enumerable.Repeat(new string('A', 76) + "\r\n", 60_000));
        var path = _folder.Write("signed.eml", System.Text.Encoding.ASCII.GetBytes(
            $"From: from@example.org\r\nTo: to@example.org\r\n{fields}\r\n--b\r\nContent-Type: application/zip\r\nContent-Transfer-Encoding: base64\r\n\r\n{body}\r\n--b--\r\n"));

        var error = await mailer.FailAsync(new RawEmailRequest { Path = path });

        Assert.Equal("ApiMessageTooLarge", error.ErrorId);
        Assert.Contains("signed or encrypted", error.Sentence, StringComparison.Ordinal);
        Assert.Empty(mailer.Server.Asked);
    }

    [Fact]
    public async Task Mail_WhoseTextAloneIsTooLarge_IsRefused()
    {
        using var mailer = new GraphMailer();

        var error = await mailer.FailAsync(new EmailRequest { To = ["to@example.org"], Body = string.Concat(Enumerable.Repeat("word \n", 700_000)) });

        Assert.Contains("without its attachments it is still larger", error.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100_000)]
    public async Task Upload_ResetWithinARange_GoesOnWhereItWas(int count)
    {
        using var mailer = new GraphMailer();
        var left = 1;
        mailer.Server.Http.ResetAfter = line => line.StartsWith("PUT", StringComparison.Ordinal) && Interlocked.Decrement(ref left) >= 0 ? count : null;
        var large = File("large.bin", 9 * Mega);

        await mailer.SucceedAsync(Request(large));

        Assert.Equal(await System.IO.File.ReadAllBytesAsync(large), mailer.Server.Sent[0].Attachments[0].Content);
    }

    [Fact]
    public async Task Upload_WhoseAnswerIsLost_SendsNoRangeTwice()
    {
        using var mailer = new GraphMailer();
        var left = 1;
        mailer.Server.Afterwards = request => request.Method == "PUT" && left-- > 0 ? HttpTestReply.Reset : null;
        var large = File("large.bin", 9 * Mega);

        await mailer.SucceedAsync(Request(large));

        Assert.Equal(await System.IO.File.ReadAllBytesAsync(large), mailer.Server.Sent[0].Attachments[0].Content);
    }

    [Fact]
    public async Task Upload_Refused_LeavesNoDraftBehind()
    {
        using var mailer = new GraphMailer();
        mailer.Server.Instead = request => request.Path.EndsWith("createUploadSession", StringComparison.Ordinal) ? GraphServer.Error(403, "ErrorAccessDenied") : null;

        var error = await mailer.FailAsync(Request(File("large.bin", 5 * Mega)));

        Assert.Equal("ApiDenied", error.ErrorId);
        Assert.Contains("Mail.ReadWrite", error.Advice, StringComparison.Ordinal);
        Assert.Empty(mailer.Server.Drafts);
        Assert.Empty(mailer.Mailer.Feedback.Warnings);
    }

    [Fact]
    public async Task Draft_ThatCantBeRemoved_IsNamed()
    {
        using var mailer = new GraphMailer();
        mailer.Server.Instead = request => request.Method is "DELETE" or "PUT" ? GraphServer.Error(500, "ErrorInternalServerError") : null;

        await mailer.FailAsync(Request(File("large.bin", 5 * Mega)));

        Assert.Contains($"Its id is {Assert.Single(mailer.Server.Drafts)}.", Assert.Single(mailer.Mailer.Feedback.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_WhoseAnswerIsLost_IsToldByTheDraftsState()
    {
        using var mailer = new GraphMailer();
        mailer.Server.Afterwards = request => request.Path.EndsWith("/send", StringComparison.Ordinal) ? HttpTestReply.Reset : null;

        var result = await mailer.SucceedAsync(Request(File("large.bin", 5 * Mega)));

        Assert.Single(mailer.Server.Sent);
        Assert.Single(mailer.Server.Asked, asked => asked.EndsWith("/send", StringComparison.Ordinal));
        Assert.Contains("accepted", result.ServerResponse, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_ThatNeverArrived_IsAskedForOnceMore()
    {
        using var mailer = new GraphMailer();
        var left = 1;
        mailer.Server.Instead = request => request.Path.EndsWith("/send", StringComparison.Ordinal) && left-- > 0 ? HttpTestReply.Reset : null;

        await mailer.SucceedAsync(Request(File("large.bin", 5 * Mega)));

        Assert.Single(mailer.Server.Sent);
    }

    [Fact]
    public async Task Send_ThatIsRefusedSinceTheFirstRequestWasHeard_IsSuccess()
    {
        using var mailer = new GraphMailer();
        var (lost, shown) = (1, 1);
        mailer.Server.Afterwards = request => request.Path.EndsWith("/send", StringComparison.Ordinal) && lost-- > 0 ? HttpTestReply.Reset : null;
        mailer.Server.Instead = request => request.Method == "GET" && shown-- > 0 ? HttpTestReply.Json(200, """{"isDraft":true}""") : null;

        await mailer.SucceedAsync(Request(File("large.bin", 5 * Mega)));

        Assert.Single(mailer.Server.Sent);
        Assert.Equal(2, mailer.Server.Asked.Count(asked => asked.EndsWith("/send", StringComparison.Ordinal)));
        Assert.DoesNotContain(mailer.Server.Asked, asked => asked.StartsWith("DELETE", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Send_OfWhichNobodyTells_IsAnUnknownOutcomeThatNamesTheDraft()
    {
        using var mailer = new GraphMailer();
        var isSent = false;
        mailer.Server.Instead = _ => isSent ? GraphServer.Error(503, "ErrorServerBusy") : null;
        mailer.Server.Afterwards = request => (isSent = request.Path.EndsWith("/send", StringComparison.Ordinal)) ? HttpTestReply.Reset : null;

        var error = await mailer.FailAsync(Request(File("large.bin", 5 * Mega)));

        Assert.Equal("OutcomeUnknown", error.ErrorId);
        Assert.Contains("draft=1", error.Advice, StringComparison.Ordinal);
        Assert.DoesNotContain(mailer.Server.Asked, asked => asked.StartsWith("DELETE", StringComparison.Ordinal));
    }

    private static EmailRequest Request(params string[] files) => new()
    {
        To = ["to@example.org"],
        Bcc = ["blind@example.org"],
        Subject = "hello",
        Body = "one\r\n",
        Attachments = [.. files.Select(file => new AttachmentReference { Path = file })],
    };

    private static HttpTestRequest[] Uploads(GraphMailer mailer) => [.. mailer.Server.Http.Requests.Where(request => request.Method == "PUT")];

    private string File(string name, int size)
    {
        var path = Path.Combine(_folder.Path, name);
        System.IO.File.WriteAllBytes(path, RandomNumberGenerator.GetBytes(size));
        return path;
    }
}
