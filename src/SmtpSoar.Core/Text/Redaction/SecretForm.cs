using System.Collections.Generic;
using System.Text.RegularExpressions;

namespace SmtpSoar.Core.Text.Redaction;

/// <summary>How a secret may look.</summary>
internal enum SecretFormKind
{
    /// <summary>As it is, anywhere.</summary>
    Plain,

    /// <summary>As it is, between characters that are neither letters nor digits.</summary>
    WholeWord,

    /// <summary>In base64, with whatever is encoded together with it.</summary>
    Base64,

    /// <summary>In hex digits.</summary>
    Hex,
}

/// <summary>One look of a secret, found in a text whatever of it is escaped there.</summary>
internal sealed class SecretForm(string sought, SecretFormKind kind)
{
    // This much of a secret at the very end of a text, or of a line, is taken for one that was cut off.
    private const int EnoughAtEnd = 6;

    private static readonly Regex LineStart = new(@"\G[\r\n]+(?:[0-9]{3}[- ])?(?:[245]\.[0-9]{1,3}\.[0-9]{1,3} )?");

    /// <summary>Whether it would find the same.</summary>
    public bool IsSame(string otherSought, SecretFormKind otherKind) => kind == otherKind && sought == otherSought;

    /// <summary>Marks where it stands.</summary>
    /// <param name="text">The text.</param>
    /// <param name="covered">Which of its characters are part of a secret; made when the first is found.</param>
    public void Cover(string text, ref bool[]? covered)
    {
        for (var start = 0; start < text.Length; start++)
        {
            var end = MayBegin(text[start]) ? EndOf(text, start) : -1;
            if (end < 0 || (kind == SecretFormKind.WholeWord && !IsWholeWord(text, start, end)))
                continue;
            covered ??= new bool[text.Length];
            var (first, last) = kind == SecretFormKind.Base64 ? Extend(text, start, end) : (start, end);
            for (var i = first; i < last; i++)
                covered[i] = true;
        }
    }

    private bool MayBegin(char c) => Stands(c, sought[0]) || EscapedCharacter.MayBegin(c);

    // The end of the form that begins here, or -1. Nearly always nothing is escaped.
    private int EndOf(string text, int start)
    {
        var (i, k) = (start, 0);
        while (k < sought.Length && i < text.Length && Stands(text[i], sought[k]) && !EscapedCharacter.MayBegin(text[i]))
            (i, k) = (i + 1, k + 1);
        if (k == sought.Length)
            return i;
        return IsEnd(text, i) || EscapedCharacter.MayBegin(text[i]) ? EndOfEscaped(text, i, k) : -1;
    }

    // A character may be itself or begin an escape, so there can be several ways to go on.
    private int EndOfEscaped(string text, int position, int k)
    {
        var ends = new List<int> { position };
        for (; k < sought.Length; k++)
        {
            var next = new List<int>();
            foreach (var end in ends)
                AddEnds(text, AfterBreak(text, end), sought[k], next);
            if (next.Count == 0)
                return IsCutOff(k) ? ends.FindLast(end => IsEnd(text, end)) is > 0 and var cut ? cut : -1 : -1;
            ends = next;
        }

        ends.Sort();
        return ends[ends.Count - 1];
    }

    private void AddEnds(string text, int position, char wanted, List<int> ends)
    {
        if (position >= text.Length)
            return;
        if (Stands(text[position], wanted) && !ends.Contains(position + 1))
            ends.Add(position + 1);
        AddEnd(EscapedCharacter.Read(text, position, out var one), one, position, wanted, ends);
        AddEnd(EscapedCharacter.ReadUtf8(text, position, out var whole), whole, position, wanted, ends);
        AddEnd(EscapedCharacter.ReadByte(text, position, out var single), single, position, wanted, ends);
    }

    private void AddEnd(int length, char meant, int position, char wanted, List<int> ends)
    {
        if (length > 0 && Stands(meant, wanted) && !ends.Contains(position + length))
            ends.Add(position + length);
    }

    // A reply of several lines repeats its codes on each (RFC 5321, section 4.2.1; RFC 2034, section 4).
    private static int AfterBreak(string text, int position) =>
        position < text.Length && IsEnd(text, position) ? position + LineStart.Match(text, position).Length : position;

    private static bool IsEnd(string text, int i) => i == text.Length || text[i] is '\r' or '\n';

    private bool IsCutOff(int found) => found >= EnoughAtEnd && kind != SecretFormKind.WholeWord;

    // Base64 for URLs has two other characters (RFC 4648, section 5).
    private bool Stands(char c, char wanted) => c == wanted || kind switch
    {
        SecretFormKind.Base64 => (wanted == '+' && c is '-' or ' ') || (wanted == '/' && c == '_'),
        SecretFormKind.Hex => char.ToLowerInvariant(c) == wanted,
        _ => wanted == ' ' && c is '+' or '_',
    };

    private static bool IsWholeWord(string text, int start, int end) =>
        (start == 0 || !char.IsLetterOrDigit(text[start - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end]));

    // All that was encoded in one go: the characters at the secret's edges belong to it in part.
    private static (int First, int Last) Extend(string text, int start, int end)
    {
        while (start > 0 && IsBase64(text[start - 1]))
            start--;
        while (end < text.Length && (IsBase64(text[end]) || text[end] == '='))
            end++;
        return (start, end);
    }

    private static bool IsBase64(char c) => AtomText.IsLetterOrDigit(c) || c is '+' or '/' or '-' or '_' or '%';
}
