using System.Text;
using MimeKit.Cryptography;
using SmtpSoar.Core.Raw;
using Xunit;
using static SmtpSoar.Tests.Raw.RawTestMessages;

namespace SmtpSoar.Tests.Raw;

public sealed class DkimTests
{
    private const string Unsigned =
        "From:Sender  <sender@example.org>\r\nTo:\tone@example.org,\r\n\ttwo@example.org\r\nSubject : folded\r\n  twice\r\n"
        + "Bcc: secret@example.org\r\nDate: Mon, 01 Jan 2024 00:00:00 +0000\r\nMessage-Id: <1@example.org>\r\n\r\n"
        + "Hello,  \r\n.\r\n..two dots\r\n\tsigned body.  \r\n\r\n\r\n";

    private readonly DkimKey _key = new();

    [Theory]
    [InlineData(DkimCanonicalizationAlgorithm.Simple)]
    [InlineData(DkimCanonicalizationAlgorithm.Relaxed)]
    public void FromText_SignedMessage_StillVerifies(DkimCanonicalizationAlgorithm canonicalization)
    {
        var signed = Sign(canonicalization);

        Assert.True(Verifies(Wire(RawMessageReader.FromText(signed))));
        Assert.True(Verifies(Wire(RawMessageReader.FromText(signed.Replace("\r\n", "\n")))));
    }

    [Fact]
    public void FromFile_SignedMessage_StillVerifies()
    {
        using var file = new TemporaryFile(Sign(DkimCanonicalizationAlgorithm.Simple));

        var wire = Wire(FromFile(file.Path));

        Assert.True(Verifies(wire));
        Assert.DoesNotContain("secret", Encoding.ASCII.GetString(wire));
    }

    [Fact]
    public void Verifier_ChangedBlankInSignedMessage_Notices()
    {
        Assert.False(Verifies(Encoding.ASCII.GetBytes(Sign(DkimCanonicalizationAlgorithm.Simple).Replace("From:Sender", "From: Sender"))));
    }

    private string Sign(DkimCanonicalizationAlgorithm canonicalization) => _key.Sign(Unsigned, canonicalization);

    private bool Verifies(byte[] wire) => _key.Verifies(wire);
}
