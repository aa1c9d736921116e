using System.Collections.Generic;
using MimeKit;
using SmtpSoar.Core.Reading.Parsing;

namespace SmtpSoar.Core.Reading;

/// <summary>Finds the bodies of a mail among its parts. All others are attachments.</summary>
internal sealed class BodyCollector
{
    /// <summary>The first text that is no file.</summary>
    public MailPart? Text { get; private set; }

    /// <summary>The first HTML that is no file.</summary>
    public MailPart? Html { get; private set; }

    /// <summary>Whether there are more of them.</summary>
    public bool HasSpareText { get; private set; }

    /// <summary>Whether a message of S/MIME is among the attachments, with the text in it.</summary>
    public bool HasClosedMessage { get; private set; }

    /// <summary>The parts that are no body, with their numbers.</summary>
    public List<(MailPart Part, string Number)> Attachments { get; } = [];

    /// <summary>The field Content-Disposition, or <see langword="null"/>.</summary>
    public static ContentDisposition? Disposition(MailPart part) =>
        part.Find(HeaderId.ContentDisposition) is { RawValue: { } value } && ContentDisposition.TryParse(value, out var disposition)
            ? disposition
            : null;

    /// <summary>Takes a part, and the parts in it.</summary>
    /// <param name="part">The part.</param>
    /// <param name="number">Its number, as in IMAP (RFC 9051, section 6.4.5); empty for the parts of the mail itself.</param>
    public void Collect(MailPart part, string number)
    {
        if (part.Unwrapped is { } inner)
            Collect(inner, number);
        else if (part.Kind == PartKind.Multipart)
            CollectChildren(part, number);
        else if (!TakeBody(part))
            AddAttachment(part, number);
    }

    private void AddAttachment(MailPart part, string number)
    {
        HasClosedMessage |= part.Is("application", "pkcs7-mime") || part.Is("application", "x-pkcs7-mime");
        Attachments.Add((part, number));
    }

    private void CollectChildren(MailPart part, string number)
    {
        for (var index = 0; index < part.Children.Count; index++)
            if (!IsSignature(part, index))
                Collect(part.Children[index], PartNumber.Of(number, index));
    }

    private static bool IsSignature(MailPart part, int index) => index == 1 && part.Is("multipart", "signed")
        && (part.Children[1].Is("application", "pkcs7-signature") || part.Children[1].Is("application", "x-pkcs7-signature")
            || part.Children[1].Is("application", "pgp-signature"));

    private bool TakeBody(MailPart part)
    {
        if (part.Text is null || !IsBody(part))
            return false;
        if (part.Is("text", "plain"))
            return Take(Text, () => Text = part);
        return part.Is("text", "html") && Take(Html, () => Html = part);
    }

    private bool Take(MailPart? known, System.Action take)
    {
        if (known is null)
            take();
        else
            HasSpareText = true;
        return known is null;
    }

    private static bool IsBody(MailPart part)
    {
        var disposition = Disposition(part);
        return disposition?.IsAttachment != true && disposition?.FileName is null && part.Type.Name is null;
    }
}
