using System.Collections.Generic;
using System.IO;
using System.Linq;
using MimeKit;

namespace SmtpSoar.Tests.Graph;

// Messages as MimeKit reads them.
internal sealed partial class GraphServer
{
    // An empty group is no recipient that Exchange could read.
    private static partial List<string>? Recipients(byte[] mime)
    {
        using var message = Load(mime);
        return new[] { message.To, message.Cc, message.Bcc }.Any(list => list.OfType<GroupAddress>().Any())
            ? null
            : message.To.Mailboxes.Concat(message.Cc.Mailboxes).Concat(message.Bcc.Mailboxes).Select(mailbox => mailbox.Address).ToList();
    }

    private static partial string? MessageId(byte[] mime)
    {
        using var message = Load(mime);
        return message.Headers[HeaderId.MessageId]?.Trim();
    }

    private static MimeMessage Load(byte[] mime)
    {
        using var stream = new MemoryStream(mime);
        return MimeMessage.Load(stream);
    }
}

internal sealed partial record SentMail
{
    public MimeMessage Message
    {
        get
        {
            using var stream = new MemoryStream(Mime);
            return MimeMessage.Load(stream);
        }
    }

    /// <summary>The mail with the attachments that were uploaded apart, as Exchange makes it.</summary>
    public byte[] Whole()
    {
        if (Attachments.Count == 0)
            return Mime;
        using var message = Message;
        var parts = (Multipart)message.Body!;
        foreach (var attachment in Attachments)
            parts.Add(Part(attachment));
        using var bytes = new MemoryStream();
        message.WriteTo(bytes);
        return bytes.ToArray();
    }

    private static MimePart Part(SentAttachment attachment) => new(ContentType.Parse(attachment.Type))
    {
        Content = new MimeContent(new MemoryStream(attachment.Content)),
        ContentDisposition = new ContentDisposition(ContentDisposition.Attachment),
        ContentTransferEncoding = ContentEncoding.Base64,
        FileName = attachment.Name,
    };
}
