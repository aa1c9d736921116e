using System.Text;
using SmtpSoar.Core.Smtp.Protocol;
using Xunit;

namespace SmtpSoar.Tests.Delivery;

public sealed class ReplyReaderTests
{
    private static readonly byte[] Replies = Encoding.Latin1.GetBytes("250-first\r\n250 \u00e9 sec\rond\r\n354 \r\n\r550 5.1.1 no\r\n");

    [Fact]
    public void Read_InAnyTwoPieces_HearsTheSame()
    {
        for (var cut = 0; cut <= Replies.Length; cut++)
        {
            var reader = new ReplyReader(new Turns());
            reader.Read(Replies, 0, cut);
            reader.Read(Replies, cut, Replies.Length - cut);

            Assert.Equal("550 5.1.1 no", reader.LastLine);
            Assert.Equal((550, "5.1.1", "no"), (reader.Last!.Code, reader.Last.EnhancedCode, reader.Last.Text));
            Assert.Null(reader.FirstOdd);
            Assert.Equal(0, reader.Pending);
        }
    }

    [Fact]
    public void Read_LineOfAnyBytes_LosesOnlyReturns()
    {
        var reader = new ReplyReader(new Turns());

        reader.Read(Replies, 0, 26);

        Assert.Equal("250 \u00e9 second", reader.LastLine);
    }
}
