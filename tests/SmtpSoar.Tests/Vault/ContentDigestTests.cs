using System.IO;
using System.Threading;
using SmtpSoar.Core.Vault;
using Xunit;

namespace SmtpSoar.Tests.Vault;

public sealed class ContentDigestTests
{
    private static readonly ContentDigest Digest = new(3, new string('a', 40), new string('b', 64));

    [Fact]
    public void IsSameAs_SameContent_IsTrue()
    {
        Assert.True(Digest.IsSameAs(Digest with { }));
    }

    [Fact]
    public void IsSameAs_OtherContent_IsFalse()
    {
        Assert.False(Digest.IsSameAs(new ContentDigest(3, new string('c', 40), new string('d', 64))));
    }

    [Fact]
    public void IsSameAs_OtherContentWithTheSameSha1_IsRefused()
    {
        var forged = Digest with { Sha256 = new string('d', 64) };

        Assert.Equal("VaultIdCollision", Assert.Throws<SmtpSoarException>(() => Digest.IsSameAs(forged)).ErrorId);
    }

    [Fact]
    public void Read_WithACopy_CopiesEveryByte()
    {
        using var copy = new MemoryStream();

        var digest = ContentDigest.Read(new MemoryStream([1, 2, 3]), copy, CancellationToken.None);

        Assert.Equal([1, 2, 3], copy.ToArray());
        Assert.Equal(3, digest.Size);
    }
}
