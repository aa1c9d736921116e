using System;
using System.Collections.Generic;

namespace SmtpSoar.Quickstart.View;

/// <summary>Breaks text into lines, at blanks where there are any.</summary>
internal static class Wrapping
{
    /// <summary>The lines.</summary>
    /// <param name="text">The text; its own line ends stay.</param>
    /// <param name="width">The most columns.</param>
    /// <param name="indent">Blanks before every line.</param>
    /// <param name="hanging">More blanks before every line but the first.</param>
    public static IEnumerable<string> Wrap(string text, int width, int indent, int hanging)
    {
        foreach (var line in text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n'))
        {
            var rest = new string(' ', indent) + line;
            for (var margin = indent; rest.Length > width; margin = indent + hanging)
            {
                var cut = Cut(rest, width, margin);
                yield return rest[..cut].TrimEnd();
                rest = new string(' ', indent + hanging) + rest[cut..].TrimStart();
            }

            yield return rest.TrimEnd();
        }
    }

    private static int Cut(string text, int width, int margin)
    {
        var blank = text.LastIndexOf(' ', width);
        return blank > margin ? blank : width;
    }
}
