using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using MimeKit;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Tests.Vectors;

/// <summary>Compares what arrived with what the connector made, in all that counts and in nothing else.</summary>
internal static class MessageComparison
{
    private static readonly HashSet<string> AddressFields = new(StringComparer.OrdinalIgnoreCase) { "From", "To", "Cc" };

    /// <summary>Sender and recipients: order, repetition and the letter case of domains are free.</summary>
    public static void Envelope(ExpectedMessage expected, ReceivedMessage actual)
    {
        Assert.Equal(Mailbox(expected.MailFrom), Mailbox(actual.MailFrom));
        Assert.Equal(Mailboxes(expected.Recipients), Mailboxes(actual.Recipients.Select(recipient => recipient.Address)));
        Assert.Equal(actual.Recipients.Count, actual.Recipients.DistinctBy(recipient => Mailbox(recipient.Address)).Count());
        Assert.Empty(actual.RefusedRecipients);
        Assert.Equal((expected.Tls, expected.User), (actual.Tls, actual.User));
    }

    /// <summary>Each field that the connector wrote, decoded and unfolded.</summary>
    public static void Headers(ExpectedMessage expected, MimeMessage actual)
    {
        foreach (var group in expected.Headers.GroupBy(field => field.Name, StringComparer.OrdinalIgnoreCase))
        {
            var fields = actual.Headers.Where(header => header.Field.Equals(group.Key, StringComparison.OrdinalIgnoreCase));
            Assert.Equal(group.Select(field => Readable(group.Key, field.Value)), fields.Select(field => Readable(group.Key, field.Value)));
        }

        Assert.DoesNotContain(actual.Headers, header => header.Field.Equals("Bcc", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>A text, its line ends and a final one aside.</summary>
    public static void Text(string expected, string actual) => Assert.Equal(Lines(expected), Lines(actual));

    /// <summary>An attachment: its name, where the connector has none the vault's; its content id; and its bytes.</summary>
    public static void Attachment(ExpectedAttachment expected, MimeEntity actual)
    {
        Assert.Equal(expected.File.ShownName, actual.ContentDisposition?.FileName ?? actual.ContentType.Name);
        Assert.Equal(expected.ContentId, actual.ContentId);
        if (actual is MessagePart attached)
            Text(System.Text.Encoding.Latin1.GetString(expected.File.Content), Written(attached.Message!));
        else
            Assert.Equal(expected.File.Sha256, Sha256(Content((MimePart)actual)));
        if (expected.Part?.Sha256 is { } sha256)
            Assert.Equal(sha256, Sha256(Content((MimePart)actual)));
    }

    public static byte[] Content(MimePart part)
    {
        using var content = new MemoryStream();
        part.Content!.DecodeTo(content);
        return content.ToArray();
    }

    private static string Readable(string field, string value) => AddressFields.Contains(field)
        ? string.Join(", ", InternetAddressList.Parse(value).Mailboxes.Select(mailbox => $"{mailbox.Name}<{Mailbox(mailbox.Address)}>"))
        : string.Join(' ', value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static IEnumerable<string> Mailboxes(IEnumerable<string> addresses) =>
        addresses.Select(Mailbox).Distinct().Order(StringComparer.Ordinal);

    private static string Mailbox(string address)
    {
        var at = address.LastIndexOf('@');
        return address[..at] + address[at..].ToLowerInvariant();
    }

    private static string Lines(string text) => text.ReplaceLineEndings("\n") is [.. var lines, '\n'] ? lines : text.ReplaceLineEndings("\n");

    private static string Written(MimeMessage message)
    {
        using var bytes = new MemoryStream();
        message.WriteTo(bytes);
        return System.Text.Encoding.Latin1.GetString(bytes.ToArray());
    }

    private static string Sha256(byte[] bytes) =>
        Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(bytes)).ToLowerInvariant();
}
