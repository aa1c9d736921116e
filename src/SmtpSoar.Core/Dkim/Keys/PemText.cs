using System;
using System.Buffers.Text;
using System.Text;

namespace SmtpSoar.Core.Dkim.Keys;

/// <summary>A block of a PEM text (RFC 7468): its label and its bytes, which the caller wipes.</summary>
/// <param name="Label">The label, such as <c>PRIVATE KEY</c>.</param>
/// <param name="Content">The bytes, or <see langword="null"/> where they can't be read: they are no base64.</param>
/// <param name="IsEncrypted">Whether the block has the header of OpenSSL's own encryption.</param>
internal sealed record PemText(string Label, byte[]? Content, bool IsEncrypted)
{
    private const string Begin = "-----BEGIN ";
    private const string End = "-----END ";
    private const string Dashes = "-----";

    /// <summary>The first block that a test accepts, else the first one, else <see langword="null"/>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isWanted">Tests a label.</param>
    public static PemText? Find(ReadOnlySpan<byte> text, Predicate<string> isWanted)
    {
        PemText? first = null;
        while (TryRead(ref text) is { } block)
        {
            if (isWanted(block.Label))
                return block;
            first ??= block;
        }

        return first;
    }

    private static PemText? TryRead(ref ReadOnlySpan<byte> text)
    {
        if (!TrySkip(ref text, Begin) || IndexOf(text, Dashes) is not (>= 0 and var length))
            return null;
        var label = Encoding.ASCII.GetString(text.Slice(0, length).ToArray());
        text = text.Slice(length + Dashes.Length);
        var end = IndexOf(text, End + label + Dashes);
        if (end < 0)
            return new PemText(label, null, false);
        var content = text.Slice(0, end);
        text = text.Slice(end);
        return new PemText(label, Decode(content), IndexOf(content, "ENCRYPTED") >= 0);
    }

    private static bool TrySkip(ref ReadOnlySpan<byte> text, string mark)
    {
        var start = IndexOf(text, mark);
        if (start >= 0)
            text = text.Slice(start + mark.Length);
        return start >= 0;
    }

    private static int IndexOf(ReadOnlySpan<byte> text, string mark) => text.IndexOf(Encoding.ASCII.GetBytes(mark));

    private static byte[]? Decode(ReadOnlySpan<byte> content)
    {
        var letters = new byte[content.Length];
        var count = 0;
        foreach (var letter in content)
        {
            if (letter is not ((byte)'\r' or (byte)'\n' or (byte)' ' or (byte)'\t'))
                letters[count++] = letter;
        }

        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(count)];
        var status = Base64.DecodeFromUtf8(letters.AsSpan(0, count), bytes, out _, out var written);
        Array.Clear(letters, 0, letters.Length);
        return status == System.Buffers.OperationStatus.Done ? Shorten(bytes, written) : null;
    }

    private static byte[] Shorten(byte[] bytes, int length)
    {
        if (bytes.Length == length)
            return bytes;
        var shorter = bytes.AsSpan(0, length).ToArray();
        Array.Clear(bytes, 0, bytes.Length);
        return shorter;
    }
}
