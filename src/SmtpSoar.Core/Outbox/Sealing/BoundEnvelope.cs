using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace SmtpSoar.Core.Outbox.Sealing;

/// <summary>
/// The data that an encrypted message is bound to: its id and its addresses. A store's operator who changes one of them, or exchanges two
/// messages, makes them unreadable.
/// </summary>
internal static class BoundEnvelope
{
    /// <summary>Of a message that is to be accepted.</summary>
    public static byte[] Of(OutboxDraft draft, string id) =>
        Of(id, draft.Message.Sender.Text, draft.Message.Recipients.Select(recipient => recipient.Address.Text));

    /// <summary>Of a message that is in a store.</summary>
    public static byte[] Of(OutboxRecord record) =>
        Of(record.Id, record.Sender, record.Recipients.Select(recipient => recipient.Address));

    // Each text has its length before it, so that no two envelopes look the same.
    private static byte[] Of(string id, string sender, IEnumerable<string> recipients)
    {
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, new UTF8Encoding(false), leaveOpen: true))
        {
            writer.Write("SmtpSoar outbox 1");
            writer.Write(id);
            writer.Write(sender);
            foreach (var recipient in recipients)
                writer.Write(recipient);
        }

        return bytes.ToArray();
    }
}
