using System.IO;
using System.Text;
using System.Threading;
using SmtpSoar.Core.Composition.Rendering;
using Xunit;

namespace SmtpSoar.Tests.Composition;

/// <summary>A copy of a rendered message keeps its flags, but for the check of bytes that it no longer has.</summary>
public sealed class RenderedMessageTests
{
    private static readonly byte[] Header = Encoding.ASCII.GetBytes("From: a@example.org\r\n");

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Copy_ForAnyPurpose_KeepsTheFlags(bool header, bool body)
    {
        var message = Message("Text\r\n") with { HasEightBitHeader = header, HasEightBitBody = body };

        var metered = message.Metered(_ => { });

        foreach (var copy in new[] { metered, metered.ToBuffered(CancellationToken.None), message with { HeaderBlock = Header } })
            Assert.Equal((header, body), (copy.HasEightBitHeader, copy.HasEightBitBody));
    }

    [Fact]
    public void Copy_WithTheSameBytes_IsAsWellChecked()
    {
        var message = Message("Text\r\n");
        message.CheckLines(CancellationToken.None);

        Assert.True(message.Metered(_ => { }).IsChecked);
        Assert.True((message with { HasEightBitBody = true }).IsChecked);
    }

    [Fact]
    public void Copy_WithAnotherHeader_IsCheckedAnew()
    {
        var message = Message("Text\r\n");
        message.CheckLines(CancellationToken.None);

        var copy = message with { HeaderBlock = Encoding.ASCII.GetBytes("X: a\nBcc: b\r\n") };

        Assert.False(copy.IsChecked);
        Assert.Equal("BareLineEnd", Assert.Throws<SmtpSoarException>(() => copy.WriteTo(Stream.Null, CancellationToken.None)).ErrorId);
    }

    [Fact]
    public void Copy_WithAnotherHeader_HasAnotherSize()
    {
        var message = Message("Text\r\n");

        var copy = message with { HeaderBlock = [.. "X: y\r\n"u8, .. message.HeaderBlock] };
        using var written = new MemoryStream();
        copy.WriteTo(written, CancellationToken.None);

        Assert.Equal(message.Size + 6, copy.Size);
        Assert.Equal(written.Length, copy.Size);
    }

    private static RenderedMessage Message(string body) => new(Header, [new BytesSegment(Encoding.ASCII.GetBytes(body))]);
}
