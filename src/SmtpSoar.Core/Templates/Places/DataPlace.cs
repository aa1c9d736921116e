namespace SmtpSoar.Core.Templates.Places;

/// <summary>Says what becomes of a value at its place.</summary>
internal sealed record DataPlace
{
    /// <summary>A place where the escaped value is text.</summary>
    public static readonly DataPlace Text = new();

    /// <summary>A place in a comment.</summary>
    public static readonly DataPlace Comment = new() { IsInComment = true };

    /// <summary>Whether it is in a comment, which two hyphens could end.</summary>
    public bool IsInComment { get; init; }

    /// <summary>Why no value may stand there, or <see langword="null"/>.</summary>
    public string? Refusal { get; init; }

    /// <summary>Says what the value would have been, where it was made harmless, or <see langword="null"/>.</summary>
    public string? Harm { get; init; }

    /// <summary>The text that comes before the value.</summary>
    public string? Before { get; init; }

    /// <summary>The text that stands there in place of the value, or <see langword="null"/>.</summary>
    public string? Instead { get; init; }

    /// <summary>The value as it stands there.</summary>
    public string Made(string value)
    {
        var made = Instead ?? value;
        return IsInComment ? made.Replace("-", "&#45;") : made;
    }

    /// <summary>A place where no value may stand.</summary>
    public static DataPlace Refused(string where) => new() { Refusal = where };
}
