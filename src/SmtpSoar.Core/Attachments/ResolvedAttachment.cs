using SmtpSoar.Core.Files.User;

namespace SmtpSoar.Core.Attachments;

/// <summary>A file that was found and can be read.</summary>
internal sealed class ResolvedAttachment
{
    /// <summary>The file name in the message: no folder, no control character.</summary>
    public required string Name { get; init; }

    /// <summary>The media type, with the parameters that the user gave or the content tells.</summary>
    public required string ContentType { get; init; }

    /// <summary>The content id without angle brackets, or <see langword="null"/>.</summary>
    public string? ContentId { get; init; }

    /// <summary>The file as it was found.</summary>
    public required UserFile File { get; init; }
}
