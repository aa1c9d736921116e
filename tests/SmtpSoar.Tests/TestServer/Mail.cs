using System.Net.Security;
using System.Threading.Tasks;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using SmtpSoar.TestServer;

namespace SmtpSoar.Tests.TestServer;

/// <summary>Plain MailKit against the test server.</summary>
internal static class Mail
{
    public static MimeMessage Message(string subject = "hello", string text = "one\r\n.two\r\n") => new(
        [new MailboxAddress("", "from@example.org")],
        [new MailboxAddress("", "to@example.org")],
        subject,
        new TextPart("plain") { Text = text });

    public static SmtpClient Client(SmtpTestServer server) =>
        new() { CheckCertificateRevocation = false, ServerCertificateValidationCallback = Trust(server) };

    public static async Task<SmtpClient> ConnectAsync(SmtpTestServer server, SecureSocketOptions security = SecureSocketOptions.None)
    {
        SmtpClient client = Client(server);
        await client.ConnectAsync(server.Host, server.Port, security);
        return client;
    }

    public static async Task SendAsync(SmtpTestServer server, SecureSocketOptions security = SecureSocketOptions.None)
    {
        using SmtpClient client = await ConnectAsync(server, security);
        await client.SendAsync(Message());
        await client.DisconnectAsync(true);
    }

    private static RemoteCertificateValidationCallback Trust(SmtpTestServer server) => (_, certificate, _, _) =>
        certificate?.GetCertHashString() == server.Certificate?.GetCertHashString();
}
