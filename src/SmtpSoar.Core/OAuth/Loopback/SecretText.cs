using System.Linq;
using System.Text;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.OAuth.Loopback;

/// <summary>Compares texts in a time that tells nothing about them.</summary>
internal static class SecretText
{
    /// <summary>Whether both are there and the same.</summary>
    // By their digests, which are all of one length. .NET Framework has no comparison of its own for this.
    internal static bool AreEqual(string? one, string? other) => one is not null && other is not null
        && Digest(one).Zip(Digest(other), (left, right) => left ^ right).Aggregate(0, (all, difference) => all | difference) == 0;

    private static byte[] Digest(string text) => Sha256Digest.Bytes(Encoding.UTF8.GetBytes(text));
}
