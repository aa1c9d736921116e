using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Tests.Delivery;

/// <summary>A file that is not the same any more when it is sent: the server never gets a whole message.</summary>
public sealed class ChangedAttachmentTests : IDisposable
{
    private const int Size = 4 * 1024 * 1024;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("data.bin", "shrinks")]
    [InlineData("data.bin", "is written anew")]
    [InlineData("data.bin", "is replaced by a longer one")]
    [InlineData("data.bin", "is deleted")]
    [InlineData("mail.eml", "shrinks")]
    [InlineData("mail.eml", "is written anew")]
    [InlineData("mail.eml", "is replaced by a longer one")]
    [InlineData("mail.eml", "is deleted")]
    public async Task File_ChangedBetweenComposingAndSending_BreaksOff(string name, string how)
    {
        var path = _folder.Write(name, Content(name));
        await using var server = SmtpTestServer.Start();
        using var mailer = Mailer.For(server);
        var prepared = mailer.Prepare(Request(path));
        Change(path, how);

        var outcome = await mailer.SendAsync(prepared);

        await AssertBrokenOffAsync(outcome.Error, outcome.Result, mailer, server, path);
    }

    [Theory]
    [InlineData("data.bin", "shrinks")]
    [InlineData("data.bin", "is written anew")]
    [InlineData("data.bin", "is replaced by a longer one")]
    [InlineData("mail.eml", "shrinks")]
    [InlineData("mail.eml", "is written anew")]
    [InlineData("mail.eml", "is replaced by a longer one")]
    public async Task File_ChangedWhileItIsSent_BreaksOff(string name, string how)
    {
        var path = _folder.Write(name, Content(name));
        await using var server = SmtpTestServer.Start(new ServerOptions
        {
            Script = new Script().On(Step.DataBytes(10_000), _ =>
            {
                Change(path, how);
                return Reply.Proceed;
            }),
        });
        using var mailer = Mailer.For(server);

        var outcome = await mailer.SendAsync(Request(path));

        await AssertBrokenOffAsync(outcome.Error, outcome.Result, mailer, server, path);
    }

    [Theory]
    [InlineData("data.bin", false)]
    [InlineData("data.bin", true)]
    [InlineData("log.txt", false)]
    [InlineData("log.txt", true)]
    [InlineData("mail.eml", false)]
    [InlineData("mail.eml", true)]
    public async Task File_ThatGrows_IsSentAsItWasWithAWarning(string name, bool whileSent)
    {
        var path = _folder.Write(name, Content(name));
        var options = whileSent ? new ServerOptions { Script = new Script().On(Step.DataBytes(10_000), _ => Proceed(() => Change(path, "grows"))) } : null;
        await using var server = SmtpTestServer.Start(options);
        using var mailer = Mailer.For(server);
        var prepared = mailer.Prepare(Request(path));
        if (!whileSent)
            Change(path, "grows");

        var outcome = await mailer.SendAsync(prepared);

        Assert.Null(outcome.Error);
        Assert.Contains(path, Assert.Single(mailer.Feedback.Warnings), StringComparison.Ordinal);
        Assert.Equal(Content(name), Received(Assert.Single(server.Messages).Data, name));
    }

    [Fact]
    public async Task Link_LedElsewhereBetweenComposingAndSending_BreaksOff()
    {
        var first = _folder.Write("first.bin", Content("data.bin"));
        var second = _folder.Write("second.bin", [.. Content("data.bin"), 1, 2, 3]);
        var link = Path.Combine(_folder.Path, "latest.bin");
        File.CreateSymbolicLink(link, first);
        await using var server = SmtpTestServer.Start();
        using var mailer = Mailer.For(server);
        var prepared = mailer.Prepare(Request(link));
        File.Delete(link);
        File.CreateSymbolicLink(link, second);

        var outcome = await mailer.SendAsync(prepared);

        await AssertBrokenOffAsync(outcome.Error, outcome.Result, mailer, server, link);
    }

    [Fact]
    public async Task Message_AfterOneBrokenOff_IsSent()
    {
        var path = _folder.Write("data.bin", Content("data.bin"));
        await using var server = SmtpTestServer.Start();
        using var mailer = Mailer.For(server);
        var prepared = mailer.Prepare(Request(path));
        Change(path, "shrinks");
        await mailer.SendAsync(prepared);

        await mailer.SucceedAsync();

        Assert.Single(server.Messages);
    }

    private static async Task AssertBrokenOffAsync(SmtpSoarException? error, SoarActionResult result, Mailer mailer, SmtpTestServer server, string path)
    {
        mailer.Dispose();
        await server.WaitUntilIdleAsync();
        Assert.Equal("failed", result.Status);
        Assert.Equal("AttachmentChanged", error!.ErrorId);
        Assert.Contains(Path.GetFileName(path), error.Message);
        Assert.DoesNotContain(result.Recipients, recipient => recipient.Accepted == true);
        Assert.Empty(server.Messages);
    }

    private static EmailRequest Request(string path)
    {
        var request = Mailer.Request();
        request.Attachments = [new AttachmentReference { Path = path }];
        return request;
    }

    private static Reply Proceed(Action first)
    {
        first();
        return Reply.Proceed;
    }

    // Without a MIME library: what is between the part's empty line and the last boundary.
    private static byte[] Received(byte[] data, string name)
    {
        var text = System.Text.Encoding.Latin1.GetString(data);
        var start = text.IndexOf("\r\n\r\n", text.IndexOf($"filename=\"{name}\"", StringComparison.Ordinal), StringComparison.Ordinal) + 4;
        var part = text[start..text.LastIndexOf("\r\n--", StringComparison.Ordinal)];
        return name.EndsWith(".eml", StringComparison.Ordinal) ? System.Text.Encoding.Latin1.GetBytes(part) : Convert.FromBase64String(part);
    }

    private static byte[] Content(string name) => name.EndsWith(".eml", StringComparison.Ordinal)
        ? [.. "From: a@example.org\r\n\r\n"u8, .. Enumerable.Repeat("0123456789\r\n"u8.ToArray(), Size / 12).SelectMany(line => line)]
        : Enumerable.Range(0, Size).Select(i => (byte)i).ToArray();

    private static void Change(string path, string how)
    {
        if (how == "is deleted" || how == "is replaced by a longer one")
        {
            File.Delete(path);
            if (how != "is deleted")
                File.WriteAllBytes(path, new byte[Size + 1000]);
            return;
        }

        using (var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete))
        {
            if (how == "is written anew")
                file.Write(new byte[100]);
            else
                file.SetLength(how == "grows" ? Size + 1000 : Size - 1000);
        }

        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddSeconds(1));
    }
}
