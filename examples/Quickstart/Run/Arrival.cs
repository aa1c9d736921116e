using System.Collections.Generic;
using System.Linq;
using SmtpSoar.Quickstart.Mail;
using SmtpSoar.TestServer;

namespace SmtpSoar.Quickstart.Run;

/// <summary>A message as the server got it.</summary>
internal sealed record Arrival(MailPart Mail, byte[] Bytes, string From, IReadOnlyList<string> Recipients, bool Tls, string? User)
{
    public static Arrival Of(ReceivedMessage message) => new(
        MailReader.Read(message.Data),
        message.Data,
        message.MailFrom,
        message.Recipients.Select(recipient => recipient.Address).ToList(),
        message.Tls,
        message.User);
}
