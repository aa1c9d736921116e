namespace SmtpSoar.Core.Preview;

/// <summary>A file in a message, as the preview lists it.</summary>
/// <param name="Name">The file name, or <see langword="null"/>.</param>
/// <param name="Type">The media type.</param>
/// <param name="Size">The size in bytes, without the transfer encoding.</param>
/// <param name="ContentId">The content id by which the HTML may refer to it, or <see langword="null"/>.</param>
/// <param name="IsShown">Whether it is a picture that the page has in it.</param>
internal sealed record PreviewFile(string? Name, string Type, long Size, string? ContentId, bool IsShown);
