using System;
using System.Collections.Generic;
using System.Linq;

namespace SmtpSoar.Core.Assets.Settings;

/// <summary>A setting that is one of a few words: in any case, with or without hyphens, underscores and blanks.</summary>
internal sealed class SettingChoice<T>(params (string Word, T Value)[] choices)
    where T : struct, Enum
{
    /// <summary>The choice that a value names, or the error that lists them all.</summary>
    internal T Read(SettingValue value)
    {
        if (value.Value is T ready && choices.Any(choice => EqualityComparer<T>.Default.Equals(choice.Value, ready)))
            return ready;
        var word = value.Value is string text ? Plain(text) : "";
        foreach (var choice in choices)
        {
            if (string.Equals(choice.Word, word, StringComparison.OrdinalIgnoreCase))
                return choice.Value;
        }

        throw value.Invalid("one of " + string.Join(", ", choices.Select(choice => choice.Word)));
    }

    private static string Plain(string text) =>
        new(text.Where(character => character is not ('-' or '_') && !char.IsWhiteSpace(character)).ToArray());
}
