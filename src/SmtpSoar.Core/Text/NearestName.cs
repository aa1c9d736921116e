using System;
using System.Collections.Generic;
using System.Linq;

namespace SmtpSoar.Core.Text;

/// <summary>Guesses the key that a mistyped one stands for.</summary>
internal static class NearestName
{
    /// <summary>The key with the fewest letters to change, or <see langword="null"/> if too many would have to.</summary>
    internal static string? Of(string typed, IEnumerable<string> keys)
    {
        var wanted = Plain(typed);
        if (wanted.Length is 0 or > 50)
            return null;
        var nearest = keys.Select(key => (Key: key, Distance: Distance(wanted, Plain(key))))
            .OrderBy(pair => pair.Distance)
            .FirstOrDefault();
        return nearest.Key is not null && nearest.Distance <= Math.Max(1, wanted.Length / 3) ? nearest.Key : null;
    }

    /// <summary>The question behind a sentence, with a blank before it, or nothing where no key is near.</summary>
    /// <param name="near">The key that <see cref="Of"/> gave.</param>
    internal static string Question(string? near) => near is null ? "" : $" Is '{near}' meant?";

    private static string Plain(string key) =>
        new(key.Where(character => character is not ('_' or '-' or ' ')).Select(char.ToLowerInvariant).ToArray());

    // Damerau's and Levenshtein's distance, one row at a time: two letters in the wrong order are one change.
    private static int Distance(string left, string right)
    {
        var (before, row) = (Array.Empty<int>(), Enumerable.Range(0, right.Length + 1).ToArray());
        for (var i = 1; i <= left.Length; i++)
            (before, row) = (row, Next(left, right, i, before, row));
        return row[right.Length];
    }

    private static int[] Next(string left, string right, int i, int[] before, int[] row)
    {
        var next = new int[row.Length];
        next[0] = i;
        for (var j = 1; j < row.Length; j++)
        {
            var change = row[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
            next[j] = Math.Min(change, Math.Min(row[j], next[j - 1]) + 1);
            if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                next[j] = Math.Min(next[j], before[j - 2] + 1);
        }

        return next;
    }
}
