using System;
using SmtpSoar.Core.Raw.Text;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Raw;

/// <summary>Measures a message as it goes out, chunk by chunk.</summary>
internal sealed class WireMeter
{
    /// <summary>The lines that one field may be folded over. MimeKit's time to read it grows with their square.</summary>
    public const int MaxFolds = 20_000;

    private long _lineLength;
    private int _folds;

    /// <summary>The bytes.</summary>
    public long Size { get; private set; }

    /// <summary>The bytes of the longest line, without its CRLF.</summary>
    public long LongestLine { get; private set; }

    /// <summary>Whether a line is longer than servers have to take.</summary>
    public bool HasLongLine => LongestLine > LineLimits.MaxLine;

    /// <summary>Whether more lines in a row begin with a blank than a field may be folded over.</summary>
    public bool HasManyFolds { get; private set; }

    public bool HasEightBit { get; private set; }

    public bool HasNul { get; private set; }

    /// <param name="chunk">Bytes whose lines end with CRLF.</param>
    public void Add(ReadOnlySpan<byte> chunk)
    {
        Size += chunk.Length;
        HasEightBit = HasEightBit || ByteScan.HasEightBit(chunk);
        HasNul = HasNul || ByteScan.HasNul(chunk);
        AddLines(chunk);
    }

    private void AddLines(ReadOnlySpan<byte> chunk)
    {
        while (true)
        {
            if (_lineLength == 0 && chunk.Length > 0)
                BeginLine(chunk[0]);
            var end = chunk.IndexOf((byte)'\n');
            if (end < 0)
            {
                _lineLength += chunk.Length;
                return;
            }

            // The CR was counted, here or at the end of the chunk before.
            LongestLine = Math.Max(LongestLine, _lineLength + end - 1);
            _lineLength = 0;
            chunk = chunk.Slice(end + 1);
        }
    }

    private void BeginLine(byte first)
    {
        _folds = first is (byte)' ' or (byte)'\t' ? _folds + 1 : 0;
        HasManyFolds |= _folds > MaxFolds;
    }
}
