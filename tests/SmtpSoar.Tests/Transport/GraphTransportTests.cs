using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using MimeKit;
using SmtpSoar.Core;
using SmtpSoar.Core.Composition;
using SmtpSoar.Tests.Graph;
using Xunit;

namespace SmtpSoar.Tests.Transport;

/// <summary>Microsoft Graph passes the contract.</summary>
public sealed class GraphTransportTests : TransportContractTests
{
    private protected override TransportHarness Start() => new Harness(new GraphMailer());

    // A draft arrives with its attachments apart.
    private protected override void AssertArrived(ComposedMessage message, byte[] arrived)
    {
        if (message.Image.Size < GraphServer.MaxRequest / 2)
        {
            base.AssertArrived(message, arrived);
            return;
        }

        using var bytes = new MemoryStream();
        message.Image.WriteTo(bytes, CancellationToken.None);
        bytes.Position = 0;
        using var sent = MimeMessage.Load(bytes);
        using var there = MimeMessage.Load(new MemoryStream(arrived));
        Assert.Equal((sent.Subject, sent.MessageId, sent.TextBody), (there.Subject, there.MessageId, there.TextBody));
        Assert.Equal(sent.Attachments.Cast<MimePart>().Select(Content), there.Attachments.Cast<MimePart>().Select(Content));
    }

    private static string Content(MimePart part)
    {
        using var content = new MemoryStream();
        part.Content!.DecodeTo(content);
        return $"{part.FileName} {part.ContentType.MimeType} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(content.ToArray()))}";
    }

    private sealed class Harness(GraphMailer mailer) : TransportHarness(mailer.Mailer.Asset)
    {
        private bool _refuses;

        public override IReadOnlyList<byte[]> Accepted => mailer.Server.Sent.Select(sent => sent.Whole()).ToList();

        public override IDisposable Refuse()
        {
            _refuses = true;
            mailer.Server.Instead = _ => _refuses ? GraphServer.Error(400, "ErrorInvalidRecipients") : null;
            return new Scope(() => _refuses = false);
        }

        public override void GoAway() => mailer.Server.Dispose();

        protected override MailServiceOptions CreateOptions()
        {
            var options = base.CreateOptions();
            options.OAuth = mailer.Mailer.Options.OAuth;
            return options;
        }

        public override void Dispose()
        {
            mailer.Dispose();
            base.Dispose();
        }
    }
}
