using System.Collections.Generic;

namespace SmtpSoar.HelpGenerator.Pages;

/// <summary>The page of one command. All text is plain: a list of paragraphs, without any markup.</summary>
internal sealed record CommandPage
{
    public required string Name { get; init; }

    public required IReadOnlyList<string> Synopsis { get; init; }

    /// <summary>One line a parameter set, as <c>Get-Command -Syntax</c> writes it.</summary>
    public required IReadOnlyList<string> Syntax { get; init; }

    public required IReadOnlyList<string> Description { get; init; }

    public required IReadOnlyList<Example> Examples { get; init; }

    public required IReadOnlyList<Parameter> Parameters { get; init; }

    public required IReadOnlyList<TypeEntry> Inputs { get; init; }

    public required IReadOnlyList<TypeEntry> Outputs { get; init; }

    public required IReadOnlyList<string> Errors { get; init; }

    public required IReadOnlyList<string> Notes { get; init; }

    public required IReadOnlyList<Link> Links { get; init; }
}

/// <param name="Title">What it shows.</param>
/// <param name="Code">The code as printed.</param>
/// <param name="Remarks">What is said about it, before the code and behind it.</param>
internal sealed record Example(string Title, string Code, IReadOnlyList<string> Remarks);

/// <param name="Name">The name without its hyphen.</param>
/// <param name="Description">What it means.</param>
/// <param name="Facts">The lines "key: value" below it.</param>
internal sealed record Parameter(string Name, IReadOnlyList<string> Description, IReadOnlyDictionary<string, string> Facts);

/// <summary>A type that goes in or comes out.</summary>
internal sealed record TypeEntry(string Type, IReadOnlyList<string> Description);

/// <summary>A related link. Its address is that of a page, from the folder of this one.</summary>
internal sealed record Link(string Text, string Address);
