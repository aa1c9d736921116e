using System.Text;
using System.Threading;
using SmtpSoar.Core.Raw;
using SmtpSoar.Core.Reading.Content;
using Xunit;
using static SmtpSoar.Tests.Raw.RawTestMessages;

namespace SmtpSoar.Tests.Reading;

/// <summary>Mails that were read, and are sent again.</summary>
public sealed class ImportedMailTests
{
    [Theory]
    [InlineData(10)]
    [InlineData(3_000_000)]
    public void FromContent_AnySize_GivesTheSameBytes(int size)
    {
        var text = Reader.Head + "\r\n" + new string('x', size) + "\r\n";

        var message = RawMessageReader.FromContent(Content(text, text.Length), CancellationToken.None);

        Assert.Equal(text, WireText(message));
        Assert.Equal(text.Length, Render(message).Size);
        Assert.Equal("test", message.Subject);
    }

    [Fact]
    public void FromContent_ShorterThanItWas_IsAnError()
    {
        var error = Assert.Throws<SmtpSoarException>(() => RawMessageReader.FromContent(Content(Reader.Head, 1_000), CancellationToken.None));

        Assert.Equal("AttachmentContentGone", error.ErrorId);
    }

    [Fact]
    public void FromContent_Empty_IsAnError() => Assert.Equal(
        "RawEmailEmpty", Assert.Throws<SmtpSoarException>(() => RawMessageReader.FromContent(Content("", 0), CancellationToken.None)).ErrorId);

    private static AttachedContent Content(string text, long length) => new(new MemoryContent(Encoding.Latin1.GetBytes(text)), length, null);
}
