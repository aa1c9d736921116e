using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace SmtpSoar.HelpGenerator.Pages;

/// <summary>Reads a command's page.</summary>
internal sealed class CommandPageReader
{
    private readonly string _path;
    private readonly IReadOnlyList<Section> _sections;

    private CommandPageReader(string path)
    {
        _path = path;
        _sections = Section.Split(Markdown.Parse(File.ReadAllText(path)), 2);
    }

    public static CommandPage Read(string path)
    {
        try
        {
            return new CommandPageReader(path).Read();
        }
        catch (NotSupportedException fault)
        {
            throw new PageException(path, fault.Message);
        }
    }

    private CommandPage Read() => new()
    {
        Name = Path.GetFileNameWithoutExtension(_path),
        Synopsis = Paragraphs("SYNOPSIS"),
        Syntax = [.. Blocks("SYNTAX").OfType<FencedCodeBlock>().Select(block => string.Join(" ", PlainText.Code(block).Split('\n').Select(line => line.Trim())))],
        Description = Paragraphs("DESCRIPTION"),
        Examples = [.. Section.Split(Blocks("EXAMPLES"), 3).Select(ReadExample)],
        Parameters = [.. Section.Split(Blocks("PARAMETERS"), 3).Where(section => section.Title.StartsWith('-')).Select(ReadParameter)],
        Inputs = ReadTypes("INPUTS"),
        Outputs = ReadTypes("OUTPUTS"),
        Errors = Paragraphs("ERRORS"),
        Notes = Paragraphs("NOTES"),
        Links = [.. Blocks("RELATED LINKS").SelectMany(block => block.Descendants<LinkInline>()).Select(link => new Link(PlainText.Label(link), link.Url!))],
    };

    private IReadOnlyList<Block> Blocks(string title) =>
        _sections.FirstOrDefault(section => section.Is(title))?.Blocks ?? throw new PageException(_path, $"The section {title} is missing.");

    private IReadOnlyList<string> Paragraphs(string title) => [.. PlainText.Paragraphs(Blocks(title))];

    private Example ReadExample(Section section)
    {
        var code = section.Blocks.OfType<FencedCodeBlock>().FirstOrDefault() ?? throw new PageException(_path, $"'{section.Title}' has no code.");
        return new Example(section.Title, PlainText.Code(code), [.. PlainText.Paragraphs(section.Blocks.Where(block => block != code))]);
    }

    private static Parameter ReadParameter(Section section)
    {
        var facts = section.Blocks.OfType<FencedCodeBlock>().SelectMany(block => PlainText.Code(block).Split('\n'))
            .Select(line => line.Split(": ", 2))
            .ToDictionary(parts => parts[0], parts => parts[^1]);
        return new Parameter(section.Title[1..], [.. PlainText.Paragraphs(section.Blocks.Where(block => block is not FencedCodeBlock))], facts);
    }

    private IReadOnlyList<TypeEntry> ReadTypes(string title) =>
        [.. Section.Split(Blocks(title), 3).Select(section => new TypeEntry(section.Title, [.. PlainText.Paragraphs(section.Blocks)]))];
}
