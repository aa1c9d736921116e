using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

namespace SmtpSoar.Tests.RealServers;

/// <summary>A mailbox that a server writes to. A message appears in it whole, by a rename.</summary>
public sealed class Maildir(string path)
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    public Task<OutboxMail> WaitForMessageIdAsync(string messageId) =>
        WaitAsync(mail => mail.Message.MessageId == messageId, $"the Message-ID {messageId}");

    public Task<OutboxMail> WaitForRecipientAsync(string address) =>
        WaitAsync(mail => mail.Recipients.Contains(address, StringComparer.OrdinalIgnoreCase), $"the recipient {address}");

    /// <summary>Waits for a message with this text anywhere, header or body, as it is on the wire.</summary>
    public Task<OutboxMail> WaitForTextAsync(string text) =>
        WaitAsync(mail => mail.Contains(text), $"the text {text}");

    private async Task<OutboxMail> WaitAsync(Func<OutboxMail, bool> wanted, string description)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var end = DateTime.UtcNow + s_patience;
        while (true)
        {
            var found = Files().Where(seen.Add).Select(file => new OutboxMail(file)).FirstOrDefault(wanted);
            if (found is not null)
                return found;
            if (DateTime.UtcNow > end)
                throw new TimeoutException($"No message with {description} among {seen.Count} in {path}.");
            await Task.Delay(s_interval);
        }
    }

    private IEnumerable<string> Files() =>
        Directory.EnumerateFiles(Path.Combine(path, "new")).Concat(Directory.EnumerateFiles(Path.Combine(path, "cur")));
}
