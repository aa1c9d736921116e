using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Threading;
using Xunit;

namespace SmtpSoar.Tests.Composition;

/// <summary>Files are read while they are sent, never whole in memory.</summary>
public sealed class StreamingTests
{
    private const int Large = 64 * 1024 * 1024;

    [Theory]
    [InlineData("large.bin")]
    [InlineData("large.eml")]
    public void Write_LargeAttachment_TakesLittleMemory(string name)
    {
        using var files = new TestFiles();
        var path = WriteLarge(files.Missing(name), name.EndsWith(".eml", StringComparison.Ordinal));
        var request = TestMail.Text();
        request.Attachments = [new AttachmentReference { Path = path }];
        using var counter = new CountingStream();

        var before = GC.GetAllocatedBytesForCurrentThread();
        var message = TestMail.Compose(request);
        foreach (var segment in message.Image.CheckedBody(CancellationToken.None))
            segment.WriteTo(counter, CancellationToken.None);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(message.Image.Size, message.Image.HeaderBlock.Length + 2 + counter.Count);
        Assert.True(counter.Count > Large);
        Assert.InRange(allocated, 0, 16 * 1024 * 1024);
    }

    [Fact]
    public void Size_WithAnyParts_IsWhatIsWritten()
    {
        using var files = new TestFiles();
        var random = new Random(7);
        string[] names = ["a.bin", "b.txt", "é.pdf", "c.eml", "empty.bin", "empty.eml"];
        for (var i = 0; i < 100; i++)
        {
            var request = TestMail.Html("<p>Ünï</p>" + new string('x', random.Next(2000)));
            request.Attachments = [.. names.Where(_ => random.Next(2) == 0).Select(name => files.Add(name, Content(name, random), random.Next(2) == 0 ? "id" + Array.IndexOf(names, name) : null))];
            var message = TestMail.Compose(request);
            Assert.Equal(message.Image.Size, TestMail.Wire(message).Length);
        }
    }

    [Fact]
    public void Compose_VaultFile_ArrivesWhole()
    {
        using var files = new TestFiles();
        var file = files.AddToVault("report.pdf", "content");
        var request = TestMail.Text();
        request.VaultPath = files.VaultPath;
        request.Attachments = [new AttachmentReference { VaultId = file.VaultId.ToUpperInvariant() }];

        var part = (MimeKit.MimePart)TestMail.Read(request).Attachments.Single();

        Assert.Equal("report.pdf", part.FileName);
        Assert.Equal("content", System.Text.Encoding.ASCII.GetString(Vectors.MessageComparison.Content(part)));
    }

    [Fact]
    public void Compose_TextFile_ArrivesByteForByte()
    {
        using var files = new TestFiles();
        byte[] content = [.. "\uFEFFa\rb\nc\r\nd \n"u8, 0x80, 0xFF, 0];
        var request = TestMail.Text();
        request.Attachments = [files.Add("a.txt", content)];

        var part = (MimeKit.MimePart)TestMail.Read(request).Attachments.Single();

        Assert.Equal("text/plain", part.ContentType.MimeType);
        Assert.Equal(SHA256.HashData(content), SHA256.HashData(Vectors.MessageComparison.Content(part)));
    }

    private static byte[] Content(string name, Random random)
    {
        if (name.StartsWith("empty", StringComparison.Ordinal))
            return [];
        var bytes = new byte[random.Next(1, 5000)];
        random.NextBytes(bytes);
        return name.EndsWith(".eml", StringComparison.Ordinal)
            ? [.. "From: a@example.org\nSubject: x\n\n"u8, .. bytes.Select(value => (byte)(value % 3 == 0 ? '\n' : 'a' + (value % 26)))]
            : bytes;
    }

    private static string WriteLarge(string path, bool isMessage)
    {
        using var file = File.Create(path);
        if (isMessage)
            file.Write("From: a@example.org\nSubject: large\n\n"u8);
        var line = new byte[64];
        line.AsSpan().Fill((byte)'x');
        line[63] = (byte)'\n';
        for (var written = 0; written < Large; written += line.Length)
            file.Write(line);
        return path;
    }

    private sealed class CountingStream : Stream
    {
        public long Count { get; private set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => Count;

        public override long Position { get => Count; set => throw new NotSupportedException(); }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => Count += count;
    }
}
