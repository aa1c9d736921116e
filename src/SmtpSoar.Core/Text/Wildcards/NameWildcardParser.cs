using System;
using System.Collections.Generic;

namespace SmtpSoar.Core.Text.Wildcards;

/// <summary>Takes a wildcard pattern apart: one test for each character, and <see langword="null"/> for any run of characters.</summary>
internal static class NameWildcardParser
{
    internal static List<Func<char, bool>?> Parse(string pattern)
    {
        var tokens = new List<Func<char, bool>?>();
        for (var index = 0; index < pattern.Length; index++)
            tokens.Add(Next(pattern, ref index));
        return tokens;
    }

    private static Func<char, bool>? Next(string pattern, ref int index)
    {
        switch (pattern[index])
        {
            case '*':
                return null;
            case '?':
                return _ => true;
            case '`' when index + 1 < pattern.Length:
                return Literal(pattern[++index]);
            case '[' when pattern.IndexOf(']', index + 1) is var end && end > index + 1:
                var set = pattern.Substring(index + 1, end - index - 1);
                index = end;
                return character => IsIn(set, char.ToUpperInvariant(character));
            default:
                return Literal(pattern[index]);
        }
    }

    private static Func<char, bool> Literal(char expected) =>
        character => char.ToUpperInvariant(character) == char.ToUpperInvariant(expected);

    private static bool IsIn(string set, char upper)
    {
        for (var index = 0; index < set.Length; index++)
        {
            var first = char.ToUpperInvariant(set[index]);
            var isRange = index + 2 < set.Length && set[index + 1] == '-';
            var last = isRange ? char.ToUpperInvariant(set[index += 2]) : first;
            if (first <= upper && upper <= last)
                return true;
        }

        return false;
    }
}
