using System;
using System.Text;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Outbox.FileSystem;

/// <summary>The last member of a record: the SHA-256 of all that stands before it, so that no damage to it goes unnoticed.</summary>
internal static class RecordDigest
{
    /// <summary>The member's name.</summary>
    internal const string Member = "digest";

    private const string Start = ",\n  \"" + Member + "\": \"";
    private const string End = "\"\n}";
    private const int HexLength = 64;
    private const int Length = HexLength + 18;

    /// <summary>Adds it to a JSON object.</summary>
    internal static byte[] AddTo(byte[] json)
    {
        var end = Array.LastIndexOf(json, (byte)'}');
        while (end > 0 && json[end - 1] is (byte)'\r' or (byte)'\n' or (byte)' ')
            end--;
        var before = json.AsSpan(0, end).ToArray();
        return [.. before, .. MemberFor(before)];
    }

    /// <summary>Whether it is there, and is that of what stands before it.</summary>
    internal static bool Fits(byte[] content) =>
        content.Length > Length
        && content.AsSpan(content.Length - Length).SequenceEqual(MemberFor(content.AsSpan(0, content.Length - Length).ToArray()));

    private static byte[] MemberFor(byte[] before) => Encoding.ASCII.GetBytes(Start + Sha256Digest.Of(before) + End);
}
