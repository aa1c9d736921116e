using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using MimeKit;
using SmtpSoar.Core.Addresses;
using SmtpSoar.Core.Composition;
using SmtpSoar.Core.Composition.Rendering;

namespace SmtpSoar.Core.WebApi;

/// <summary>A message for an API that has no envelope: it reads the sender and the recipients out of the header.</summary>
internal static class ApiMessage
{
    /// <summary>Refuses what only an envelope can say.</summary>
    /// <param name="message">The message.</param>
    /// <param name="api">The API's name.</param>
    /// <exception cref="SmtpSoarException">The header shows another sender or other recipients, or a notification is wanted.</exception>
    public static void Check(ComposedMessage message, string api)
    {
        if (message.DeliveryNotification != DeliveryNotification.None)
            throw Errors.NotificationNotOffered.With(api);
        if (message.InternationalAddress is { } address)
            throw Errors.SmtpUtf8NotOffered.With(address, api);
        if (message.Recipients.FirstOrDefault(recipient => recipient.Kind == RecipientKind.Envelope) is { } beside)
            throw Errors.EnvelopeNotOffered.With(api, $"'{beside.Address}' is a recipient only beside it (-EnvelopeTo)");
        var headers = Read(message.Image);
        CheckSender(message, headers, api);
        CheckRecipients(message, headers, api);
    }

    /// <summary>The message with its blind recipients in a Bcc field, which the API takes out before anybody gets the message.</summary>
    public static RenderedMessage WithBlindRecipients(ComposedMessage message)
    {
        var block = WithoutEmptyGroups(message.Image);
        var blind =
            message.Recipients.Where(recipient => recipient.Kind == RecipientKind.Bcc).Select(recipient => recipient.Address.Text).ToList();
        if (blind.Count > 0)
            block = [.. Encoding.ASCII.GetBytes($"Bcc: {string.Join(",\r\n ", blind)}\r\n"), .. block];
        return ReferenceEquals(block, message.Image.HeaderBlock) ? message.Image : message.Image with { HeaderBlock = block };
    }

    private static HeaderList Read(RenderedMessage image)
    {
        using var block = new MemoryStream([.. image.HeaderBlock, (byte)'\r', (byte)'\n'], writable: false);
        return HeaderList.Load(block);
    }

    private static void CheckSender(ComposedMessage message, HeaderList headers, string api)
    {
        var shown = KeysOf(headers, HeaderId.From);
        shown.UnionWith(KeysOf(headers, HeaderId.Sender));
        if (!shown.Contains(message.Sender.Key))
            throw Errors.EnvelopeNotOffered.With(api, $"its sender is to be '{message.Sender}', which it does not show");
    }

    private static void CheckRecipients(ComposedMessage message, HeaderList headers, string api)
    {
        var shown = KeysOf(headers, HeaderId.To);
        shown.UnionWith(KeysOf(headers, HeaderId.Cc));
        var all = new HashSet<string>(message.Recipients.Select(recipient => recipient.Address.Key), StringComparer.Ordinal);
        if (shown.FirstOrDefault(key => !all.Contains(key)) is { } extra)
            throw Errors.EnvelopeNotOffered.With(api, $"it shows '{extra}', who is not to get it");
        var hidden = message.Recipients.FirstOrDefault(
            recipient => recipient.Kind != RecipientKind.Bcc && !shown.Contains(recipient.Address.Key));
        if (hidden is not null)
            throw Errors.EnvelopeNotOffered.With(api, $"it does not show its recipient '{hidden.Address}'");
    }

    private static HashSet<string> KeysOf(HeaderList headers, HeaderId id)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var mailbox in headers.Where(header => header.Id == id).SelectMany(MailboxesOf))
            if (EnvelopeAddress.IsPossible(mailbox))
                keys.Add(new EnvelopeAddress(mailbox).Key);
        return keys;
    }

    private static IEnumerable<MailboxAddress> MailboxesOf(Header header) =>
        InternetAddressList.TryParse(header.RawValue, out var list) ? list.Mailboxes : [];

    // "To: undisclosed-recipients:;" has nobody in it, which Exchange takes for a recipient that it can't read.
    private static byte[] WithoutEmptyGroups(RenderedMessage image)
    {
        var headers = Read(image);
        var empty = headers.Where(header => header.Id is HeaderId.To or HeaderId.Cc && !MailboxesOf(header).Any()).ToList();
        if (empty.Count == 0)
            return image.HeaderBlock;
        foreach (var header in empty)
            headers.Remove(header);
        using var block = new MemoryStream();
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        headers.WriteTo(format, block);

        // The empty line that ends them is written with the body.
        return block.GetBuffer().AsSpan(0, (int)block.Length - 2).ToArray();
    }
}
