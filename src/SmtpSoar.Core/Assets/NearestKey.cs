using System;
using System.Collections.Generic;
using System.Linq;

namespace SmtpSoar.Core.Assets;

/// <summary>Guesses which key somebody meant who mistyped it.</summary>
internal static class NearestKey
{
    /// <summary>The key with the fewest letters to change, or <see langword="null"/> if too many would have to.</summary>
    internal static string? Of(string typed, IEnumerable<string> keys)
    {
        var wanted = Plain(typed);
        if (wanted.Length is 0 or > 50)
            return null;
        var nearest = keys.Select(key => (Key: key, Distance: Distance(wanted, Plain(key)))).OrderBy(pair => pair.Distance).First();
        return nearest.Distance <= Math.Max(1, wanted.Length / 3) ? nearest.Key : null;
    }

    private static string Plain(string key) =>
        new(key.Where(character => character is not ('_' or '-' or ' ')).Select(char.ToLowerInvariant).ToArray());

    // Levenshtein's distance, one row at a time.
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var change = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[right.Length];
    }
}
