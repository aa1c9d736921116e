using System.Globalization;
using System.Text;
using SmtpSoar.Core.Reading.Parsing;

namespace SmtpSoar.Core.Reading;

/// <summary>Writes the parts of a mail as a tree, a line each.</summary>
internal static class StructureText
{
    private const int MaxLength = 256 * 1024;
    private const int MaxName = 60;

    /// <summary>The tree of a mail.</summary>
    public static string Of(MailPart message)
    {
        var text = new StringBuilder();
        foreach (var body in message.Children)
            Append(text, body, body.Kind == PartKind.Multipart ? "" : "1", 0);
        return text.ToString().TrimEnd();
    }

    private static void Append(StringBuilder text, MailPart part, string number, int level)
    {
        if (text.Length > MaxLength)
            return;
        text.Append(' ', 2 * level).Append(number).Append(number.Length == 0 ? "" : " ").Append(Describe(part)).Append('\n');
        if (text.Length > MaxLength)
            text.Append("...\n");
        if (part.Unwrapped is { } inner)
            Append(text, inner, number, level + 1);
        else if (part.Kind == PartKind.AttachedMessage)
            AppendMessage(text, part, number, level);
        else
            for (var index = 0; index < part.Children.Count; index++)
                Append(text, part.Children[index], PartNumber.Of(number, index), level + 1);
    }

    private static void AppendMessage(StringBuilder text, MailPart part, string number, int level)
    {
        foreach (var message in part.Children)
            foreach (var body in message.Children)
                Append(text, body, body.Kind == PartKind.Multipart ? number : PartNumber.Of(number, 0), level + 1);
    }

    private static string Describe(MailPart part)
    {
        var line = new StringBuilder(part.Type.MimeType.ToLowerInvariant());
        if (part.Type.Charset is { Length: > 0 } charset)
            line.Append("; charset=").Append(charset);
        if (AttachmentName.Given(part) is { } name)
            line.Append(" \"").Append(ShownText.Start(name, MaxName)).Append('"');
        if (part.Digest is { } digest)
            line.AppendFormat(CultureInfo.InvariantCulture, " ({0:N0} {1})", digest.Size, digest.Size == 1 ? "byte" : "bytes");
        if (part.IsCut)
            line.Append(" (cut off)");
        return ShownText.Line(line.ToString());
    }
}
