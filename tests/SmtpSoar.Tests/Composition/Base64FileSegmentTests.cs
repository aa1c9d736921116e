using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Composition.Rendering;
using SmtpSoar.Core.Files.User;
using Xunit;
using TemporaryFile = SmtpSoar.Tests.Raw.TemporaryFile;

namespace SmtpSoar.Tests.Composition;

public sealed class Base64FileSegmentTests
{
    private const int BlockBytes = 57 * 1024;

    public static TheoryData<int> Sizes =>
        [.. Enumerable.Range(0, 201).Concat([BlockBytes - 1, BlockBytes, BlockBytes + 1, (2 * BlockBytes) - 57, 2 * BlockBytes, (2 * BlockBytes) + 56, (3 * BlockBytes) + 58])];

    [Theory]
    [MemberData(nameof(Sizes))]
    public async Task Write_FileOfAnySize_IsBase64InLinesOf76(int size)
    {
        var content = new byte[size];
        new Random(size).NextBytes(content);
        using var file = new TemporaryFile(content);
        var segment = new Base64FileSegment(Take(file.Path));
        using var sync = new MemoryStream();
        using var async = new MemoryStream();

        segment.WriteTo(sync, CancellationToken.None);
        await segment.WriteToAsync(async, CancellationToken.None);

        var expected = Convert.ToBase64String(content, Base64FormattingOptions.InsertLineBreaks) + (size > 0 ? "\r\n" : "");
        Assert.Equal(expected, Encoding.ASCII.GetString(sync.ToArray()));
        Assert.Equal(expected, Encoding.ASCII.GetString(async.ToArray()));
        Assert.Equal(expected.Length, segment.Length);
    }

    [Theory]
    [InlineData(100, 99)]
    [InlineData(1, 0)]
    [InlineData(BlockBytes, BlockBytes - 1)]
    [InlineData(BlockBytes + 1, BlockBytes)]
    public async Task Write_FileThatShrank_BreaksOff(int promised, int size)
    {
        using var file = new TemporaryFile(new byte[promised]);
        var segment = new Base64FileSegment(Take(file.Path, "a.pdf"));
        File.WriteAllBytes(file.Path, new byte[size]);

        var error = await Assert.ThrowsAsync<SmtpSoarException>(() => segment.WriteToAsync(Stream.Null, CancellationToken.None));

        Assert.Equal("AttachmentChanged", error.ErrorId);
        Assert.Contains("a.pdf", error.Sentence, StringComparison.Ordinal);
        Assert.Equal("AttachmentChanged", Assert.Throws<SmtpSoarException>(() => segment.WriteTo(Stream.Null, CancellationToken.None)).ErrorId);
    }

    [Theory]
    [InlineData(100, 101)]
    [InlineData(BlockBytes, BlockBytes + 1)]
    [InlineData(5 * BlockBytes, 9 * BlockBytes)]
    public void Write_FileThatGrew_WritesWhatItHad(int taken, int size)
    {
        var content = new byte[size];
        new Random(size).NextBytes(content);
        using var file = new TemporaryFile(content.AsSpan(0, taken).ToArray());
        var source = Take(file.Path);
        var segment = new Base64FileSegment(source);
        using (var log = new FileStream(file.Path, FileMode.Append, FileAccess.Write))
            log.Write(content.AsSpan(taken));
        using var written = new MemoryStream();

        segment.WriteTo(written, CancellationToken.None);

        Assert.Equal(segment.Length, written.Length);
        Assert.Equal(content.AsSpan(0, taken).ToArray(), Convert.FromBase64String(Encoding.ASCII.GetString(written.ToArray())));
        Assert.True(source.TakeGrowth());
        Assert.False(source.TakeGrowth());
    }

    [Fact]
    public void Write_FileThatIsGone_BreaksOff()
    {
        var file = new TemporaryFile(new byte[5]);
        var segment = new Base64FileSegment(Take(file.Path, "a.pdf"));
        file.Dispose();

        Assert.Equal("AttachmentChanged", Assert.Throws<SmtpSoarException>(() => segment.WriteTo(Stream.Null, CancellationToken.None)).ErrorId);
    }

    [Fact]
    public async Task Write_Cancelled_Stops()
    {
        using var file = new TemporaryFile(new byte[10]);
        var segment = new Base64FileSegment(Take(file.Path));

        Assert.Throws<OperationCanceledException>(() => segment.WriteTo(Stream.Null, new CancellationToken(canceled: true)));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => segment.WriteToAsync(Stream.Null, new CancellationToken(canceled: true)));
    }

    // Not held in memory, whatever its size.
    private static UserFile Take(string path, string name = "name") =>
        UserFile.Take(path, name, UserFileErrors.Attachment, held: 0, CancellationToken.None);
}
