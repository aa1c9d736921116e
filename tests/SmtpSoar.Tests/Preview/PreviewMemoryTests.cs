using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Preview;
using SmtpSoar.Tests.Composition;
using SmtpSoar.Tests.Delivery;
using Xunit;

namespace SmtpSoar.Tests.Preview;

/// <summary>Tests that measure the memory of the whole process: nothing runs beside them.</summary>
[CollectionDefinition(nameof(MemoryGroup), DisableParallelization = true)]
public sealed class MemoryGroup;

/// <summary>A preview lists large files without holding them.</summary>
[Collection(nameof(MemoryGroup))]
public sealed class PreviewMemoryTests
{
    private const long Large = 256L * 1024 * 1024;

    [Theory]
    [InlineData(MailFileFormat.Html)]
    [InlineData(MailFileFormat.Eml)]
    public async Task Write_LargeAttachment_TakesLittleMemory(MailFileFormat format)
    {
        using var folder = new TemporaryFolder();
        var request = TestMail.Text();
        request.Attachments = [new AttachmentReference { Path = Sparse(folder.Write("large.bin", [])) }];
        var export = new MailExport(new SmtpAsset { SenderAddress = "s@example.org" }, new RecordingFeedback());
        var mail = export.Prepare(request, CancellationToken.None);
        var path = Path.Combine(folder.Path, "mail." + format);

        var before = GC.GetTotalAllocatedBytes(precise: true);
        await export.WriteAsync(mail, format, path, overwrite: false, CancellationToken.None);
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;

        Assert.InRange(allocated, 0, Large / 8);
        Assert.Equal(2, Directory.GetFiles(folder.Path).Length);
        if (format == MailFileFormat.Html)
            Assert.Contains("256 MiB", await File.ReadAllTextAsync(path), StringComparison.Ordinal);
        else
            Assert.True(new FileInfo(path).Length > Large);
    }

    [Fact]
    public async Task Write_Stopped_LeavesNothing()
    {
        using var folder = new TemporaryFolder();
        var request = TestMail.Text();
        request.Attachments = [new AttachmentReference { Path = Sparse(folder.Write("large.bin", [])) }];
        var export = new MailExport(new SmtpAsset { SenderAddress = "s@example.org" }, new RecordingFeedback());
        var mail = export.Prepare(request, CancellationToken.None);
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        var failure = await Assert.ThrowsAsync<SmtpSoarException>(() => export.WriteAsync(mail, MailFileFormat.Html, Path.Combine(folder.Path, "mail.html"), overwrite: false, stop.Token));

        Assert.Equal("Stopped", failure.ErrorId);
        Assert.EndsWith("large.bin", Assert.Single(Directory.GetFiles(folder.Path)), StringComparison.Ordinal);
    }

    private static string Sparse(string path)
    {
        using var file = File.OpenWrite(path);
        file.SetLength(Large);
        return path;
    }
}
