using System;
using System.Collections.Generic;
using System.Linq;
using Markdig.Syntax;

namespace SmtpSoar.HelpGenerator.Pages;

/// <summary>A heading and the blocks below it, as far as the next heading of its level or above.</summary>
internal sealed record Section(string Title, IReadOnlyList<Block> Blocks)
{
    /// <summary>Splits blocks at the headings of one level. What stands before the first is left out.</summary>
    public static IReadOnlyList<Section> Split(IEnumerable<Block> blocks, int level)
    {
        var sections = new List<(string Title, List<Block> Blocks)>();
        foreach (var block in blocks)
        {
            if (block is HeadingBlock heading && heading.Level == level)
                sections.Add((PlainText.Of(heading.Inline), []));
            else if (sections.Count > 0)
                sections[^1].Blocks.Add(block);
        }

        return [.. sections.Select(section => new Section(section.Title, section.Blocks))];
    }

    public bool Is(string title) => Title.Equals(title, StringComparison.OrdinalIgnoreCase);
}
