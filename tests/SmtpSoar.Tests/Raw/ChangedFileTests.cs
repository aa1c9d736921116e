using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Raw;
using Xunit;
using static SmtpSoar.Tests.Raw.RawTestMessages;

namespace SmtpSoar.Tests.Raw;

public sealed class ChangedFileTests
{
    // The field, its line end, and the empty line.
    private const int HeaderSize = 9 + 2 + 2;

    private static readonly string Content = "From: a@b\n\n" + new string('x', 3_000_000) + "\n";

    // Windows lets nobody do more to a file that is being read.
    public static TheoryData<string> Changes =>
        OperatingSystem.IsWindows() ? ["touched"] : ["touched", "replaced", "cut off"];

    [Theory]
    [MemberData(nameof(Changes))]
    public void WriteTo_FileChangesMeanwhile_StopsBeforeTheLastByte(string change)
    {
        using var file = new TemporaryFile(Content);
        var message = Render(FromFile(file.Path));
        using var target = new ReactingStream(() => Change(file.Path, change));

        var exception = Assert.Throws<SmtpSoarException>(() => message.WriteTo(target, CancellationToken.None));

        Assert.Equal("RawFileChanged", exception.ErrorId);
        Assert.InRange(target.Length, HeaderSize + 1, message.Size - 1);
    }

    [Fact]
    public async Task WriteToAsync_FileChangesMeanwhile_StopsBeforeTheLastByte()
    {
        using var file = new TemporaryFile(Content);
        var message = Render(FromFile(file.Path));
        using var target = new ReactingStream(() => Change(file.Path, "touched"));

        var exception = await Assert.ThrowsAsync<SmtpSoarException>(() => message.WriteToAsync(target, CancellationToken.None));

        Assert.Equal("RawFileChanged", exception.ErrorId);
        Assert.InRange(target.Length, HeaderSize + 1, message.Size - 1);
    }

    [Fact]
    public void WriteTo_FileRemovedMeanwhile_WritesAllOfIt()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var file = new TemporaryFile(Content);
        var message = Render(FromFile(file.Path));
        using var target = new ReactingStream(() => File.Delete(file.Path));

        message.WriteTo(target, CancellationToken.None);

        Assert.Equal(message.Size, target.Length);
    }

    [Fact]
    public void WriteTo_FileRewrittenSinceItWasRead_WritesNothingOfIt()
    {
        using var file = new TemporaryFile(Content);
        var message = Render(FromFile(file.Path));
        File.WriteAllText(file.Path, Content.Replace('x', 'y'));
        File.SetLastWriteTimeUtc(file.Path, DateTime.UtcNow.AddSeconds(5));
        using var target = new MemoryStream();

        var exception = Assert.Throws<SmtpSoarException>(() => message.WriteTo(target, CancellationToken.None));

        Assert.Equal("RawFileChanged", exception.ErrorId);
        Assert.Equal(HeaderSize, target.Length);
    }

    [Theory]
    [InlineData("From: a@b\n\nBody\n")]
    [InlineData("From: a@b\n\n")]
    public void WriteTo_SmallFileChangedSinceItWasRead_WritesWhatWasRead(string content)
    {
        using var file = new TemporaryFile(content);
        var message = FromFile(file.Path);
        File.WriteAllText(file.Path, "something else");

        Assert.Equal(content.Replace("\n", "\r\n", StringComparison.Ordinal), WireText(message));
    }

    [Fact]
    public void WriteTo_FileThatGrows_WritesWhatItHad()
    {
        using var file = new TemporaryFile(Content);
        var taken = RawMessageReader.TakeFile(file.Path, CancellationToken.None);
        var message = Render(RawMessageReader.FromFile(taken, CancellationToken.None));
        File.AppendAllText(file.Path, "between\n");
        using var target = new ReactingStream(() => File.AppendAllText(file.Path, "meanwhile\n"));

        message.WriteTo(target, CancellationToken.None);

        Assert.Equal(Content.Replace("\n", "\r\n", StringComparison.Ordinal), System.Text.Encoding.ASCII.GetString(target.ToArray()));
        Assert.True(taken.TakeGrowth());
    }

    [Fact]
    public void WriteTo_FileThatGrewAndHasOtherLineEnds_StopsBeforeTheLastByte()
    {
        using var file = new TemporaryFile(Content);
        var image = Render(FromFile(file.Path));
        using (var changed = new FileStream(file.Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            changed.Position = Content.Length - 100;
            changed.Write("\n\n\n\n"u8);
            changed.Position = changed.Length;
            changed.Write("more\n"u8);
        }

        using var target = new MemoryStream();
        var exception = Assert.Throws<SmtpSoarException>(() => image.WriteTo(target, CancellationToken.None));

        Assert.Equal("RawFileChanged", exception.ErrorId);
        Assert.InRange(target.Length, HeaderSize + 1, image.Size - 1);
    }

    [Fact]
    public void WriteTo_FileRemovedSinceItWasRead_NamesIt()
    {
        using var file = new TemporaryFile(Content);
        var message = Render(FromFile(file.Path));
        File.Delete(file.Path);

        var exception = Assert.Throws<SmtpSoarException>(() => message.WriteTo(Stream.Null, CancellationToken.None));

        Assert.Equal("RawFileMissing", exception.ErrorId);
    }

    private static void Change(string path, string change)
    {
        switch (change)
        {
            case "touched":
                File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddSeconds(5));
                break;
            case "cut off":
                using (var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
                    file.SetLength(file.Length / 2);
                break;
            case "replaced":
                File.Delete(path);
                File.WriteAllText(path, Content + "more\n");
                break;
            default:
                File.Delete(path);
                break;
        }
    }

    /// <summary>Does something once, when the first bytes of the body arrive.</summary>
    private sealed class ReactingStream(Action reaction) : MemoryStream
    {
        private Action? _reaction = reaction;

        public override void Write(byte[] buffer, int offset, int count)
        {
            base.Write(buffer, offset, count);
            React();
        }

#if NET
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            base.Write(buffer.Span);
            React();
            return default;
        }
#endif

        private void React()
        {
            if (Length <= HeaderSize)
                return;
            _reaction?.Invoke();
            _reaction = null;
        }
    }
}
