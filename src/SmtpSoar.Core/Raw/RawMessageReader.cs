using System;
using System.Threading;

namespace SmtpSoar.Core.Raw;

/// <summary>Reads finished messages, and refuses what can't be sent as one.</summary>
internal static class RawMessageReader
{
    /// <summary>Reads a message that a person or a playbook gives as text.</summary>
    public static RawMessage FromText(string text)
    {
        var bytes = ByteText.Encode(RawText.Prepare(text), RawSource.Text);
        var given = HeaderBlockParser.Parse(bytes, isWhole: true, RawSource.Text, out var bodyStart);
        var (header, body) = TextLabel.Apply(given, bytes.AsSpan(bodyStart).ToArray());
        return RawMessageBuilder.Build(header, new MemoryBody(body), RawSource.Text, CancellationToken.None);
    }

    /// <summary>Reads a message file. Its bytes are never changed, nor is it held in memory.</summary>
    public static RawMessage FromFile(string path, CancellationToken cancellationToken)
    {
        var stamp = RawFile.Stamp(path);
        var start = FileStart.Read(path);
        var header = HeaderBlockParser.Parse(start.Bytes.Span, start.IsWholeFile, RawSource.File(path), out var bodyStart);
        var body = new FileBody(path, start.Offset + bodyStart, stamp);
        return RawMessageBuilder.Build(header, body, RawSource.File(path), cancellationToken);
    }
}
