using System.Collections.Generic;

namespace SmtpSoar.Core.Composition.Body;

/// <summary>The body of a mail as the renderers make it: text, HTML, further alternatives, and a head.</summary>
internal sealed record RenderedBody
{
    /// <summary>A body that nobody rendered yet.</summary>
    public static RenderedBody Empty { get; } = new();

    /// <summary>The text. It is made from the HTML where there is none.</summary>
    public string? Text { get; init; }

    /// <summary>The HTML, or <see langword="null"/> in a mail of text alone.</summary>
    public string? Html { get; init; }

    /// <summary>More forms of the same content, which stand behind text and HTML: readers take the last one that they know.</summary>
    public IReadOnlyList<BodyAlternative> Alternatives { get; init; } = [];

    /// <summary>The parts that the HTML refers to by content id and that are no files of the user's: pictures that it had in it.</summary>
    public IReadOnlyList<BodyFile> Pictures { get; init; } = [];

    /// <summary>The files that go beside the body, behind those of the user: an invitation, for readers that take nothing else.</summary>
    public IReadOnlyList<BodyFile> Files { get; init; } = [];

    /// <summary>Whether everything that can run is removed from the HTML.</summary>
    public bool Sanitize { get; init; }

    /// <summary>The names of what sanitising removed.</summary>
    public IReadOnlyCollection<string> Removed { get; init; } = [];

    /// <summary>The text's name in errors.</summary>
    public string TextName { get; init; } = "text body";

    /// <summary>The HTML's name in errors.</summary>
    public string HtmlName { get; init; } = "HTML body";

    /// <summary>The name of the whole in the error for a body that has nothing in it.</summary>
    public string Name { get; init; } = "body";

    /// <summary>The head that comes with the body, or <see langword="null"/>.</summary>
    public BodyHead? Head { get; init; }
}

/// <summary>One more form of a mail's content.</summary>
/// <param name="Type">
/// Its media type, with parameters: <c>text/calendar; method=REQUEST</c>. A charset can only be UTF-8. Default: ASCII where that suffices.
/// </param>
/// <param name="Text">The content.</param>
/// <param name="Name">Its name in errors. Default: the type.</param>
internal sealed record BodyAlternative(string Type, string Text, string? Name = null);

/// <summary>A file that comes with a body, in memory.</summary>
/// <param name="Name">Its file name in the mail.</param>
/// <param name="Type">Its media type.</param>
/// <param name="Content">The bytes.</param>
/// <param name="ContentId">The content id, without brackets, by which the HTML refers to it; or <see langword="null"/>.</param>
internal sealed record BodyFile(string Name, string Type, byte[] Content, string? ContentId = null);

/// <summary>A head that comes with a body, as in a template. Each parameter of the request wins over it.</summary>
internal sealed record BodyHead
{
    /// <summary>The source, as errors about its addresses name it.</summary>
    public required string Source { get; init; }

    /// <summary>The subject, or <see langword="null"/>.</summary>
    public string? Subject { get; init; }

    /// <summary>The author, or <see langword="null"/>.</summary>
    public string? From { get; init; }

    /// <summary>The recipients, each element one address or a comma-separated list.</summary>
    public IReadOnlyList<string> To { get; init; } = [];

    /// <summary>The recipients of a copy.</summary>
    public IReadOnlyList<string> Cc { get; init; } = [];

    /// <summary>More header fields. One that the request has too is left out.</summary>
    public IReadOnlyList<HeaderField> Headers { get; init; } = [];
}
