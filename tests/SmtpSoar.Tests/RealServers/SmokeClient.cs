using System;
using System.Threading.Tasks;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace SmtpSoar.Tests.RealServers;

/// <summary>Plain MailKit, for the tests that show what the servers do.</summary>
internal static class SmokeClient
{
    public const string Alice = "alice@rig.test";

    public static async Task<SmtpClient> ConnectAsync(MailServer server, string service, SecureSocketOptions tls, string? user = null)
    {
        var client = new SmtpClient();
        try
        {
            await client.ConnectAsync(MailServers.Current.Host, server.Ports[service], tls);
            if (user is not null)
                await client.AuthenticateAsync(user, MailServers.Current.Users[user]);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    public static string UniqueAddress(string start = "smoke") => $"{start}-{Guid.NewGuid():N}@rig.test";

    public static MimeMessage Message(string to, string text = "A line.\r\n.\r\n..two dots\r\nThe end.\r\n", string from = Alice)
    {
        var message = new MimeMessage { Subject = "Smoke", Body = new TextPart("plain") { Text = text } };
        message.From.Add(MailboxAddress.Parse(from));
        message.To.Add(MailboxAddress.Parse(to));
        return message;
    }
}
