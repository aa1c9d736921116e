using System.Collections.Generic;
using System.IO;
using SmtpSoar.Core.Files;

namespace SmtpSoar.Core.Composition.Rendering;

/// <summary>Collects what MimeKit writes, and takes files by reference in between.</summary>
internal sealed class SegmentStream : WriteOnlyStream
{
    private readonly List<IContentSegment> _segments = [];
    private MemoryStream _pending = new();

    /// <summary>Whether nothing was written yet, or a line end was written last. Segments end with one.</summary>
    public bool EndsWithLineEnd => _pending.Length == 0 || _pending.GetBuffer()[_pending.Length - 1] == (byte)'\n';

    /// <summary>Puts a segment behind what was written so far.</summary>
    public void Add(IContentSegment segment)
    {
        Close(_pending);
        _segments.Add(segment);
        _pending = new MemoryStream();
    }

    /// <summary>Everything that was written.</summary>
    public IReadOnlyList<IContentSegment> Finish()
    {
        Close(_pending);
        return _segments;
    }

    public override void Write(byte[] buffer, int offset, int count) => _pending.Write(buffer, offset, count);

    public override void Flush()
    {
    }

    private void Close(MemoryStream bytes)
    {
        if (bytes.Length > 0)
            _segments.Add(new BytesSegment(bytes.GetBuffer(), 0, (int)bytes.Length));
    }
}
