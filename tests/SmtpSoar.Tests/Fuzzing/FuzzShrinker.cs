using System;
using System.Collections.Generic;
using System.Linq;

namespace SmtpSoar.Tests.Fuzzing;

/// <summary>Takes away from an input all that a finding does not need.</summary>
internal static class FuzzShrinker
{
    /// <summary>The smallest input that is still wrong.</summary>
    /// <param name="input">An input that is.</param>
    /// <param name="isWrong">Whether another one is as well.</param>
    public static FuzzInput Shrink(FuzzInput input, Func<FuzzInput, bool> isWrong)
    {
        while (Smaller(input).FirstOrDefault(isWrong) is { } smaller)
            input = smaller;
        return input;
    }

    private static IEnumerable<FuzzInput> Smaller(FuzzInput input)
    {
        for (var field = 0; field < input.Fields.Count; field++)
            yield return new FuzzInput([.. input.Fields.Where((_, place) => place != field)]);
        for (var field = 0; field < input.Fields.Count; field++)
        {
            foreach (var text in Shorter(input.Fields[field].Text))
                yield return new FuzzInput([.. input.Fields.Select((old, place) => place == field ? old with { Text = text } : old)]);
        }
    }

    // Large pieces first, down to single characters.
    private static IEnumerable<string> Shorter(string text)
    {
        for (var size = text.Length / 2; size > 0; size /= 2)
        {
            for (var start = 0; start + size <= text.Length; start += size)
                yield return text.Remove(start, size);
        }
    }
}
