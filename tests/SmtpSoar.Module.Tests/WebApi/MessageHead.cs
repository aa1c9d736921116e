using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace SmtpSoar.Module.Tests.WebApi
{
    /// <summary>The header of a message, read without a library: these tests load none of the module's.</summary>
    internal static class MessageHead
    {
        private const int MaxHead = 8192;

        public static string? Field(byte[] mime, string name)
        {
            var head = Encoding.UTF8.GetString(mime, 0, Math.Min(mime.Length, MaxHead));
            return head.Split("\r\n")
                .TakeWhile(line => line.Length > 0)
                .FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();
        }

        public static List<string> Recipients(byte[] mime) => [.. new[] { "To", "Cc", "Bcc" }.Select(name => Field(mime, name)).OfType<string>()];
    }
}

namespace SmtpSoar.Tests.Graph
{
    internal sealed partial class GraphServer
    {
        private static partial List<string>? Recipients(byte[] mime) => Module.Tests.WebApi.MessageHead.Recipients(mime);

        private static partial string? MessageId(byte[] mime) => Module.Tests.WebApi.MessageHead.Field(mime, "Message-ID");
    }
}

namespace SmtpSoar.Tests.Gmail
{
    internal sealed partial class GmailServer
    {
        private static partial bool HasRecipients(byte[] mime) => Module.Tests.WebApi.MessageHead.Recipients(mime).Count > 0;
    }
}
