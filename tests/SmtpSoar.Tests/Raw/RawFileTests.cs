using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using SmtpSoar.Core.Raw;
using Xunit;
using static SmtpSoar.Tests.Raw.RawTestMessages;

namespace SmtpSoar.Tests.Raw;

public sealed class RawFileTests
{
    [Fact]
    public void FromFile_NonAsciiBody_IsNotLabelled()
    {
        using var file = new TemporaryFile("From: a@b\r\n\r\nü\r\n");

        Assert.Equal("From: a@b\r\n\r\nü\r\n", WireText(FromFile(file.Path)));
    }

    [Fact]
    public void FromFile_LiteralBackslashN_StaysAsItIs()
    {
        using var file = new TemporaryFile(@"From: a@b\nTo: c@d\n\nBody");

        Refused("RawHeaderEndMissing", () => FromFile(file.Path));
    }

    [Fact]
    public void FromFile_Utf8ByteOrderMark_IsNoPartOfTheMessage()
    {
        using var file = new TemporaryFile("\uFEFFFrom: a@b\n\nBody\n");

        Assert.Equal("From: a@b\r\n\r\nBody\r\n", WireText(FromFile(file.Path)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void FromFile_Utf16_IsRefused(bool isBigEndian)
    {
        var encoding = new UnicodeEncoding(isBigEndian, byteOrderMark: true);
        using var file = new TemporaryFile([.. encoding.GetPreamble(), .. encoding.GetBytes("From: a@b\n\nBody\n")]);

        Assert.Contains(file.Path, Refused("RawTextUtf16", () => FromFile(file.Path)).Message);
    }

    [Theory]
    [InlineData("", "RawEmailEmpty")]
    [InlineData("\nFrom: a@b\n\nBody", "RawHeaderMissing")]
    [InlineData(" From: a@b\n\nBody", "RawFieldInvalid")]
    [InlineData("From a@b\nno field\n\nBody", "RawFieldInvalid")]
    [InlineData("From: a@b\n\nBo\0dy", "RawNulFound")]
    [InlineData("F\0r\0o\0m\0:\0", "RawNulFound")]
    public void FromFile_NoMessage_IsRefusedByPath(string content, string errorId)
    {
        using var file = new TemporaryFile(content);

        Assert.Contains(file.Path, Refused(errorId, () => FromFile(file.Path)).Message);
    }

    [Fact]
    public void FromFile_HeaderOverTheLimit_IsRefused()
    {
        using var file = new TemporaryFile("X: " + new string('x', HeaderBlockParser.MaxLength) + "\n\nBody");

        Refused("RawHeaderTooLong", () => FromFile(file.Path));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void FromFile_HeaderThatEndsAtTheLimit_IsRefused(int excess)
    {
        // What is read of the file ends with the header, or within the CRLF of its empty line.
        var value = new string('x', HeaderBlockParser.MaxLength - "X:\r\n\r\n".Length + excess);
        using var file = new TemporaryFile("X:" + value + "\r\n\r\nBody\r\n");

        Refused("RawHeaderTooLong", () => FromFile(file.Path));
    }

    [Fact]
    public void FromFile_HeaderJustBelowTheLimit_IsRead()
    {
        var text = "X:" + new string('x', HeaderBlockParser.MaxLength - 10) + "\r\n\r\nBody\r\n";
        using var file = new TemporaryFile(text);

        Assert.Equal(text, WireText(FromFile(file.Path)));
    }

    [Fact]
    public void FromFile_Missing_IsNamed()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName(), "mail.eml");

        Assert.Contains(path, Refused("RawFileMissing", () => FromFile(path)).Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("mail\0.eml")]
    public void FromFile_PathThatNoFileCanHave_IsMissing(string path)
    {
        Refused("RawFileMissing", () => FromFile(path));
    }

    [Fact]
    public void FromFile_Folder_IsNamed()
    {
        Assert.Contains(Path.GetTempPath(), Refused("RawFileIsFolder", () => FromFile(Path.GetTempPath())).Message);
    }

    [Fact]
    public void FromFile_OpenElsewhereForWriting_IsUnreadable()
    {
        using var file = new TemporaryFile("From: a@b\n\nBody\n");
        using var writer = new FileStream(file.Path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        Assert.Contains(file.Path, Refused("RawFileUnreadable", () => FromFile(file.Path)).Message);
    }

    [Fact]
    public void FromFile_Cancelled_Stops()
    {
        using var file = new TemporaryFile("From: a@b\n\nBody\n");

        Assert.ThrowsAny<OperationCanceledException>(() => FromFile(file.Path, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void WriteTo_LargeFile_TakesLittleMemory()
    {
        const int BlockLength = 1 << 20;
        const int Blocks = 32;
        var block = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(new string('x', 63) + "\n", BlockLength / 64)));
        using var file = new TemporaryFile("From: a@b\n\n");
        using (var stream = new FileStream(file.Path, FileMode.Append))
        {
            for (var index = 0; index < Blocks; index++)
                stream.Write(block);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        var message = Render(FromFile(file.Path));
        message.WriteTo(Stream.Null, CancellationToken.None);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.InRange(allocated, 0, 4 * BlockLength);
        Assert.Equal("From: a@b\r\n\r\n".Length + ((long)Blocks * (BlockLength + (BlockLength / 64))), message.Size);
    }
}
