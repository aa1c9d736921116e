using System.Collections.Generic;
using SmtpSoar.Pipeline;

namespace SmtpSoar.Sending;

/// <summary>Counts what -WhatIf says of many mails, for a last line.</summary>
internal sealed class WhatIfSummary
{
    private const int MaxNamed = 20;

    private readonly List<string> _wrong = [];
    private int _rows;
    private int _recipients;
    private long _bytes;

    /// <summary>The line, or <see langword="null"/> where one mail says all.</summary>
    public string? Sentence => _rows < 2
        ? null
        : Texts.WouldSend(_rows - _wrong.Count, _recipients, _bytes) + (_wrong.Count == 0 ? "" : " " + Texts.WrongRows(_wrong, MaxNamed));

    /// <summary>Takes a mail.</summary>
    /// <param name="recipients">How many it has.</param>
    /// <param name="bytes">How large it is.</param>
    /// <param name="errorId">The error because of which it can't be sent, or <see langword="null"/>.</param>
    public void Add(int recipients, long bytes, string? errorId)
    {
        _rows++;
        if (errorId is null)
            (_recipients, _bytes) = (_recipients + recipients, _bytes + bytes);
        else
            _wrong.Add(Texts.WrongRow(_rows, errorId));
    }
}
