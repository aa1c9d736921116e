using System.IO;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Raw;
using Xunit;
using static SmtpSoar.Tests.Raw.RawTestMessages;

namespace SmtpSoar.Tests.Raw;

public sealed class RawMessageTests
{
    [Theory]
    [InlineData("Message-ID: <1@x>", "1@x")]
    [InlineData("message-id:\n <1@x> (comment)", "1@x")]
    [InlineData("Message-Id:", null)]
    [InlineData("X: y", null)]
    public void MessageId_OfField_IsWithoutBrackets(string field, string? expected)
    {
        Assert.Equal(expected, RawMessageReader.FromText(field + "\n\nBody").MessageId);
    }

    [Fact]
    public void Sender_AndFrom_AreFound()
    {
        var message = RawMessageReader.FromText("FROM: A <a@b>,\n c@d\nsender :e@f\n\nBody");

        Assert.Equal(["A <a@b>, c@d"], message.From);
        Assert.Equal("e@f", message.Sender);
    }

    [Fact]
    public void From_InLatin1Bytes_IsDecoded()
    {
        using var file = new TemporaryFile([.. "From: J"u8, 0xFC, .. "rgen <j@y>\n\nBody\n"u8]);

        Assert.Equal(["Jürgen <j@y>"], FromFile(file.Path).From);
    }

    [Fact]
    public void Header_ThatLostABlindCopy_StillEndsWithTheEmptyLine()
    {
        var message = RawMessageReader.FromText("From: a@b\nBcc: c@d\n\nBody");

        Assert.Equal("From: a@b\r\n\r\nBody\r\n", WireText(message));
    }

    [Fact]
    public async Task WriteToAsync_AnyMessage_WritesWhatWriteToWrites()
    {
        var message = RawMessageReader.FromText("From: a@b\n\n" + new string('\n', 300_000));
        using var target = new MemoryStream();

        await Render(message).WriteToAsync(target, CancellationToken.None);

        Assert.Equal(Wire(message), target.ToArray());
        Assert.Equal(target.Length, Render(message).Size);
    }

    [Fact]
    public async Task WriteTo_Cancelled_Stops()
    {
        var message = Render(RawMessageReader.FromText("From: a@b\n\nBody"));
        var cancelled = new CancellationToken(canceled: true);

        Assert.ThrowsAny<System.OperationCanceledException>(() => message.WriteTo(Stream.Null, cancelled));
        await Assert.ThrowsAnyAsync<System.OperationCanceledException>(() => message.WriteToAsync(new MemoryStream(), cancelled));
    }
}
