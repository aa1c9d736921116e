using System;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Assets.Login;
using SmtpSoar.Core.Graph.Drafts;
using SmtpSoar.Core.Transport;
using SmtpSoar.Core.WebApi;

namespace SmtpSoar.Core.Graph;

/// <summary>Sends by Microsoft Graph: in one request, or over its limit as a draft with its attachments uploaded apart.</summary>
internal sealed class GraphTransport(TransportContext context) : ApiTransport(context, OAuthSettings.Of(context.Asset), GraphFailures.Name)
{
    // "The request limit is 4 MB", with base64 counted: learn.microsoft.com/graph/api/user-sendmail, read 2026-11-28.
    internal const long MaxRequest = 4_000_000;

    // Bounds the difference between the clock of this machine and that of Exchange.
    private static readonly TimeSpan MaxClockDifference = TimeSpan.FromMinutes(10);

    /// <summary>
    /// The mailbox in the address of a request. An application uses that of the sender; a person's login its own, also for the
    /// mailboxes that it may send as (learn.microsoft.com/graph/outlook-send-mail-from-other-user, read 2026-11-28).
    /// </summary>
    internal string MailboxOf(string sender) => FlowChoice.NeedsPerson(Client.Settings.Flow) ? Client.Settings.Username : sender;

    /// <summary>Finds out what became of a draft, and sends it where it was not sent.</summary>
    /// <returns>The words of acceptance.</returns>
    /// <exception cref="SmtpSoarException">It is not known.</exception>
    internal async Task<string> SettleAsync(MailboxDraft draft, long size, CancellationToken cancellationToken)
    {
        var (api, failures) = (new GraphApi(Client, draft.Mailbox), new GraphFailures(draft.Mailbox, size, Client.Secrets.Hide));
        var sender = new DraftSender(api, failures, draft.Mailbox);
        return Words(await sender.SettleAsync(draft.Id!, cancellationToken).ConfigureAwait(false));
    }

    protected override async Task<string> DeliverAsync(OutboundMessage message, SendGate gate, CancellationToken cancellationToken)
    {
        var mailbox = MailboxOf(message.Message.Sender.Text);
        var image = ApiMessage.WithBlindRecipients(message.Message);
        image.CheckLines(cancellationToken);
        var api = new GraphApi(Client, mailbox);
        var failures = new GraphFailures(mailbox, image.Size, Client.Secrets.Hide);
        if (Base64Stream.LengthOf(image.Size) > MaxRequest)
        {
            var draft = new GraphDraft(api, failures, mailbox, new DraftCleanup(api, IdentityOf(message, mailbox), Feedback));
            return Words(await draft.SendAsync(message, image, gate, cancellationToken).ConfigureAwait(false));
        }

        gate.Begin(cancellationToken);
        var answer = await api.SendMailAsync(image.Size, image.WriteToAsync, gate, cancellationToken).ConfigureAwait(false);
        return answer.Status == 202 ? Words(answer) : throw failures.Of(answer, isSent: true);
    }

    private DraftIdentity IdentityOf(OutboundMessage message, string mailbox)
    {
        var begun = message.Accepted ?? Now.AddSeconds(-Asset.RetryTimeoutSec);
        return new DraftIdentity(mailbox, message.Message.MessageId, message.Message.Subject, begun - MaxClockDifference);
    }

    private static string Words(ApiAnswer answer) => Messages.AcceptedByExchange(GraphFailures.RequestId(answer));
}
