#if NET
using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using SmtpSoar.Core.Outbox.Sealing;
using Xunit;

namespace SmtpSoar.Tests.Outbox.Sealing;

/// <summary>The form of an encrypted message: what it gives back, and what it refuses.</summary>
public sealed class SealedFormatTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];
    private static readonly byte[] Bound = "id and addresses"u8.ToArray();

    // Another program's, which was written after the published form alone: Python's cryptography, with the salt 100..131 and the prefix 200..206.
    [Theory]
    [InlineData(0, "122acf84a4b3cdfa682f724e598422ca356271d0c8ea5f76db0282e82f9c438e")]
    [InlineData(100, "e18f43171fc202396f260348ee0fad1eb9b2ab845d9fc4795824cb0fcd7f44de")]
    [InlineData(65_480, "843a166ebbe3c315790410755c21eec17112cb23397fbc9cdea48c610a3037e6")]
    [InlineData(65_481, "424df0bc5efcd1c35f3d9531ebdacac8171d27e96e77cc8a5a06f1b1e9f012f0")]
    [InlineData(200_000, "6bff3663e73414144f22fb626c127cbf53d83f8013edb9ab2d22b765e1c484b5")]
    public void Message_OfAKnownHeader_IsThatOfAnotherProgram(int size, string sha256)
    {
        byte[] header = [40, .. Enumerable.Range(100, 32).Select(i => (byte)i), .. Enumerable.Range(200, 7).Select(i => (byte)i)];

        var stored = Seal(Content(size), header);

        Assert.Equal(sha256, Convert.ToHexStringLower(SHA256.HashData(stored)));
        Assert.Equal(Content(size), Unseal(stored));
    }

    // A segment has 65,520 bytes, and the first one 40 less.
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(65_479, 1)]
    [InlineData(65_480, 1)]
    [InlineData(65_481, 2)]
    [InlineData(131_000, 2)]
    [InlineData(131_001, 3)]
    [InlineData(300_000, 5)]
    public void Message_OfAnySize_ComesBackFromAnyByte(int size, int segments)
    {
        var content = Content(size);

        var stored = Seal(content);

        Assert.Equal(40 + size + (16 * segments), stored.Length);
        Assert.Equal(content, Unseal(stored));
        foreach (var position in new[] { 1, 65_479, 65_480, 65_481, 131_000, size - 1, size }.Where(position => position >= 0 && position <= size))
            Assert.Equal(content[position..], Unseal(stored, position));
    }

    [Fact]
    public void Message_EncryptedTwice_IsAnotherEachTime() => Assert.NotEqual(Seal(Content(100)), Seal(Content(100)));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(33)]
    [InlineData(40)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(-1)]
    [InlineData(-17)]
    public void Bit_ThatIsFlipped_IsFound(int place)
    {
        var stored = Seal(Content(100_000));
        stored[place < 0 ? stored.Length + place : place] ^= 1;

        Assert.Throws<IOException>(() => Unseal(stored));
    }

    [Theory]
    [InlineData(65_536)]
    [InlineData(131_072)]
    [InlineData(131_071)]
    [InlineData(41)]
    [InlineData(40)]
    [InlineData(20)]
    public void End_ThatIsCutOff_IsFound(int length)
    {
        var stored = Seal(Content(200_000))[..length];

        Assert.Throws<IOException>(() => Unseal(stored));
    }

    [Fact]
    public void Segments_ThatAreExchanged_AreFound()
    {
        var stored = Seal(Content(250_000));
        var (second, third) = (stored[65_536..131_072], stored[131_072..196_608]);
        third.CopyTo(stored, 65_536);
        second.CopyTo(stored, 131_072);

        Assert.Throws<IOException>(() => Unseal(stored));
        Assert.Throws<IOException>(() => Unseal(stored, 70_000));
    }

    [Fact]
    public void Segment_ThatIsLeftOut_IsFound()
    {
        var stored = Seal(Content(250_000));

        Assert.Throws<IOException>(() => Unseal([.. stored[..65_536], .. stored[131_072..]]));
    }

    [Fact]
    public void Message_ThatGoesOnBehindItsEnd_IsFound()
    {
        var stored = Seal(Content(65_480));

        Assert.Throws<IOException>(() => Unseal([.. stored, .. stored[40..]]));
    }

    [Fact]
    public void Message_OfAnotherEnvelopeOrKey_IsNotRead()
    {
        var stored = Seal(Content(100));

        Assert.Throws<IOException>(() => Unseal(stored, bound: "id and others"u8.ToArray()));
        Assert.Throws<IOException>(() => Unseal(stored, key: [.. Key.Reverse()]));
    }

    private static byte[] Content(int size) => [.. Enumerable.Range(0, size).Select(i => (byte)((i * 7) ^ (i >> 8)))];

    private static byte[] Seal(byte[] content, byte[]? header = null)
    {
        using var stored = new MemoryStream();
        using var sealing = new SealingStream(stored, Key, Bound, header ?? SealedFormat.NewHeader());

        // In pieces that end nowhere in particular.
        for (var start = 0; start < content.Length; start += 1009)
            sealing.Write(content, start, Math.Min(1009, content.Length - start));
        sealing.Complete();
        Assert.Equal(stored.Length, sealing.Written);
        return stored.ToArray();
    }

    private static byte[] Unseal(byte[] stored, long position = 0, byte[]? key = null, byte[]? bound = null)
    {
        using var content = new MemoryStream();
        using var unsealing = new UnsealingStream(
            start => new MemoryStream(stored, (int)start, stored.Length - (int)start), stored.Length, key ?? Key, bound ?? Bound, position);
        unsealing.CopyTo(content, 777);
        return content.ToArray();
    }
}
#endif
