using System.Collections.Generic;
using System.Management.Automation;
using System.Text.RegularExpressions;
using SmtpSoar.Binding;
using SmtpSoar.Pipeline;

namespace SmtpSoar.Sending;

/// <summary>
/// Holds back single lines of text that come down the pipeline where each text is a message: several of them are a file, line by line,
/// unless
/// each has the form of a header field.
/// </summary>
internal sealed class PipedLines
{
    private static readonly Regex Field = new(@"\A[!-9;-~]+:", RegexOptions.CultureInvariant);
    private static readonly char[] Breaks = ['\r', '\n'];

    private readonly List<PSObject?> _held = [];
    private bool _hasOther;

    /// <summary>Takes a line. Lines of what is a file for sure are no longer kept.</summary>
    /// <returns>Whether it is one.</returns>
    public bool Hold(PSObject? piped, FilePaths paths)
    {
        if (piped?.BaseObject is not string text || text.IndexOfAny(Breaks) >= 0 || text.Contains("\\n"))
            return false;
        if (_hasOther && _held.Count > 1)
            return true;
        if (RawTextCheck.Find(text, paths) is not null)
            return false;
        _held.Add(piped);
        _hasOther |= !Field.IsMatch(text);
        return true;
    }

    /// <summary>Gives what was held: each a message, or one for all of them if they are lines.</summary>
    public IReadOnlyList<PSObject?> Release(out bool areLines)
    {
        areLines = _hasOther && _held.Count > 1;
        var released = areLines ? [_held[0]] : _held.ToArray();
        _held.Clear();
        _hasOther = false;
        return released;
    }
}
