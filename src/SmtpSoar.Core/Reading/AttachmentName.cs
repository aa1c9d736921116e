using SmtpSoar.Core.Reading.Content;
using SmtpSoar.Core.Reading.Parsing;
using SmtpSoar.Core.Vault;

namespace SmtpSoar.Core.Reading;

/// <summary>Makes a harmless name of the file name that a mail gives.</summary>
internal sealed class AttachmentName(ReadContext context)
{
    private const int MaxLength = 255;

    /// <summary>The file name that the mail gives, decoded (RFC 2231, RFC 2047), or <see langword="null"/>.</summary>
    public static string? Given(MailPart part) =>
        BodyCollector.Disposition(part)?.FileName is { Length: > 0 } name ? name : part.Type.Name is { Length: > 0 } type ? type : null;

    /// <summary>The last component of that name, without characters that a terminal obeys.</summary>
    public string? Of(MailPart part)
    {
        if (Given(part) is not { } given)
            return null;
        var shown = ShownText.Line(given);
        if (shown != given)
            context.Warn(ReadMessages.NameHasControls(given));
        var name = VaultName.Clean(shown);
        if (name != shown.Trim())
            context.Warn(ReadMessages.NameHasPath(given));
        return name is null ? null : ShownText.Cut(name, MaxLength);
    }
}
