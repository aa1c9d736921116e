using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MimeKit;
using Xunit;

namespace SmtpSoar.Tests.Delivery;

/// <summary>A folder in place of a server.</summary>
public sealed class PickupTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Message_Sent_IsOneWholeFile()
    {
        using var mailer = Open(_folder.Path);
        var request = Mailer.Request();
        request.Bcc = ["hidden@example.org"];
        request.Attachments = [new AttachmentReference { Path = Source(100_000) }];

        var result = await mailer.SucceedAsync(request);

        var file = Assert.Single(Directory.GetFiles(_folder.Path, "*", SearchOption.TopDirectoryOnly), path => !path.EndsWith("source.bin", StringComparison.Ordinal));
        Assert.Equal(file, result.ServerResponse);
        Assert.Equal(new FileInfo(file).Length, result.Size);
        Assert.EndsWith(".eml", file);
        Assert.DoesNotContain("hidden", await File.ReadAllTextAsync(file), StringComparison.OrdinalIgnoreCase);
        var message = await MimeMessage.LoadAsync(file);
        Assert.Equal("one\r\n.two\r\n", message.TextBody!.ReplaceLineEndings("\r\n"));
        Assert.Single(message.Attachments);
        Assert.Equal([true, true], result.Recipients.Select(recipient => recipient.Accepted!.Value));
        Assert.Equal("None", result.Authentication);
    }

    [Fact]
    public async Task Messages_InTheSameMoment_AreFilesOfTheirOwn()
    {
        using var mailer = Open(_folder.Path);

        for (var i = 0; i < 20; i++)
            await mailer.SucceedAsync();

        Assert.Equal(20, Directory.GetFiles(_folder.Path, "*.eml").Length);
    }

    [Fact]
    public async Task Folder_NotThere_IsMade()
    {
        var folder = Path.Combine(_folder.Path, "new", "folder");
        using var mailer = Open(folder);

        await mailer.SucceedAsync();

        Assert.Single(Directory.GetFiles(folder));
    }

    [Fact]
    public async Task Folder_ThatIsAFile_Fails()
    {
        using var mailer = Open(_folder.Write("file", []));

        var error = await mailer.FailAsync();

        Assert.Equal(("PickupFailed", ErrorKind.WriteError), (error.ErrorId, error.Kind));
        Assert.Contains(_folder.Path, error.Message);
    }

    [Fact]
    public async Task Message_BrokenOff_LeavesNothing()
    {
        using var mailer = Open(Path.Combine(_folder.Path, "out"));
        var source = Source(1_000_000);
        var request = Mailer.Request();
        request.Attachments = [new AttachmentReference { Path = source }];
        var prepared = mailer.Prepare(request);
        await File.WriteAllBytesAsync(source, new byte[10]);

        var outcome = await mailer.SendAsync(prepared);

        Assert.Equal("AttachmentChanged", outcome.Error!.ErrorId);
        Assert.Empty(Directory.GetFiles(Path.Combine(_folder.Path, "out")));
        Assert.DoesNotContain(outcome.Result.Recipients, recipient => recipient.Accepted == true);
    }

    [Fact]
    public async Task Message_Stopped_LeavesNothing()
    {
        using var mailer = Open(Path.Combine(_folder.Path, "out"));
        var prepared = mailer.Prepare(Mailer.Request());

        var outcome = await mailer.SendAsync(prepared, new CancellationToken(canceled: true));

        Assert.Equal("Stopped", outcome.Error!.ErrorId);
        Assert.Empty(Directory.GetFiles(Path.Combine(_folder.Path, "out")));
    }

    [Fact]
    public async Task Asset_WithOAuth_NeedsNoLoginForAFolder()
    {
        using var mailer = Open(_folder.Path);
        mailer.Asset.AuthType = AuthType.OAuth;

        await mailer.SucceedAsync();

        Assert.Single(Directory.GetFiles(_folder.Path, "*.eml"));
    }

    private static Mailer Open(string folder) => Mailer.For(new SmtpAsset { PickupDirectory = folder, SenderAddress = "from@example.org" });

    private string Source(int size) => _folder.Write("source.bin", new byte[size]);
}
