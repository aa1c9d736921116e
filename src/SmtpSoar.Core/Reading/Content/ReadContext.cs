using System.Collections.Generic;
using System.Threading;

namespace SmtpSoar.Core.Reading.Content;

/// <summary>The state of reading one mail with all that is in it: its limits, the amounts so far, its warnings.</summary>
internal sealed class ReadContext(ReadLimits limits, CancellationToken stop)
{
    private readonly List<string> _warnings = [];
    private int _parts;
    private int _headers;
    private long _headerBytes;
    private long _decodedBytes;
    private int _leftOut;

    public ReadLimits Limits => limits;

    public CancellationToken Stop => stop;

    /// <summary>Whether reading ended at a limit.</summary>
    public bool IsCut { get; private set; }

    /// <summary>The sentences so far.</summary>
    public IReadOnlyList<string> Warnings => _leftOut == 0 ? _warnings : [.. _warnings, $"{_leftOut} more warnings are left out."];

    /// <summary>Notes something that is not as it should be. A sentence is noted once.</summary>
    public void Warn(string sentence)
    {
        var line = ShownText.Line(sentence, ShownText.MaxSentence / 4);
        if (_warnings.Count >= limits.MaxWarnings)
            _leftOut++;
        else if (!_warnings.Contains(line))
            _warnings.Add(line);
    }

    /// <summary>Notes that a limit ended the reading.</summary>
    public void Cut(ReadLimitException limit)
    {
        IsCut = true;
        Warn($"{limit.Message} The rest was not read.");
    }

    public void CountPart()
    {
        stop.ThrowIfCancellationRequested();
        if (++_parts > limits.MaxParts)
            throw new ReadLimitException(nameof(limits.MaxParts), limits.MaxParts, "the mail has more parts");
    }

    public void CountHeader(int bytes)
    {
        _headerBytes += bytes;
        if (++_headers > limits.MaxHeaders)
            throw new ReadLimitException(nameof(limits.MaxHeaders), limits.MaxHeaders, "the mail has more header fields");
        if (_headerBytes > limits.MaxHeaderBytes)
            throw new ReadLimitException(nameof(limits.MaxHeaderBytes), limits.MaxHeaderBytes, "its header fields have more bytes");
    }

    public void CountDecoded(long bytes)
    {
        stop.ThrowIfCancellationRequested();
        _decodedBytes += bytes;
        if (_decodedBytes > limits.MaxDecodedBytes)
            throw new ReadLimitException(nameof(limits.MaxDecodedBytes), limits.MaxDecodedBytes, "its content has more bytes");
    }
}
