using System;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Composition;
using SmtpSoar.Core.OAuth;
using SmtpSoar.Core.Runtime;
using SmtpSoar.Core.Transport;
using SmtpSoar.Core.WebApi;

namespace SmtpSoar.Core.Graph;

/// <summary>Sends by Microsoft Graph: in one request, or over its limit as a draft with its attachments uploaded apart.</summary>
internal sealed class GraphTransport : IMailTransport
{
    // "The request limit is 4 MB", with base64 counted: learn.microsoft.com/graph/api/user-sendmail, read 2026-11-28.
    internal const long MaxRequest = 4_000_000;

    private readonly TransportContext _context;
    private readonly ApiClient _client;

    public GraphTransport(TransportContext context)
    {
        _context = context;
        _client = new ApiClient(context, OAuthSettings.Of(context.Asset));
    }

    /// <inheritdoc/>
    public ConnectionInfo Connection => _client.Connection;

    /// <summary>Asks the API.</summary>
    internal ApiClient Client => _client;

    /// <inheritdoc/>
    public async Task<DeliveryReceipt> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        var gate = new SendGate(message.Checkpoint);
        try
        {
            ApiMessage.Check(message.Message, GraphFailures.Name);
            var answer = await DeliverAsync(message, gate, cancellationToken).ConfigureAwait(false);
            return Receipt(message, null, Words(answer));
        }
        catch (Exception cause)
        {
            var failure = Failures.Translate(cause);
            if (failure.ErrorId != nameof(Errors.OutcomeUnknown))
                gate.NotTaken();
            return Receipt(message, failure, null);
        }
    }

    /// <summary>Gets a token ahead of the first message.</summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        await Task.Run(() => _client.PrepareAsync(cancellationToken), CancellationToken.None).ConfigureAwait(false);
        _context.Options.Feedback.Verbose(Messages.ApiReady(GraphFailures.Name, _context.Asset.Server!));
    }

    /// <inheritdoc/>
    public Task CloseAsync() => Task.CompletedTask;

    public void Dispose() => _client.Dispose();

    /// <summary>
    /// The mailbox in the address of a request. An application uses that of the sender; a person's login its own, also for the
    /// mailboxes that it may send as (learn.microsoft.com/graph/outlook-send-mail-from-other-user, read 2026-11-28).
    /// </summary>
    internal string MailboxOf(string sender) => FlowChoice.NeedsPerson(_client.Settings.Flow) ? _client.Settings.Username : sender;

    // Away from the caller's thread, which serves what the login wants to say or ask.
    private Task<ApiAnswer> DeliverAsync(OutboundMessage message, SendGate gate, CancellationToken cancellationToken) => Task.Run(
        async () =>
        {
            var mailbox = MailboxOf(message.Message.Sender.Text);
            var image = ApiMessage.WithBlindRecipients(message.Message);
            image.CheckLines(cancellationToken);
            var api = new GraphApi(_client, mailbox);
            var failures = new GraphFailures(mailbox, image.Size, _client.Secrets.Hide);
            if (Base64Stream.LengthOf(image.Size) > MaxRequest)
                return await new GraphDraft(api, failures, mailbox, _context.Options.Feedback)
                    .SendAsync(message, image, gate, cancellationToken).ConfigureAwait(false);
            var answer = await api.SendMailAsync(image.Size, image.WriteToAsync, gate, cancellationToken).ConfigureAwait(false);
            return answer.Status == 202 ? answer : throw failures.Of(answer, isSent: true);
        },
        CancellationToken.None);

    private static string Words(ApiAnswer answer) => Messages.AcceptedByExchange(answer.Status, GraphFailures.RequestId(answer));

    private DeliveryReceipt Receipt(OutboundMessage message, SmtpSoarException? failure, string? response) => new()
    {
        Failure = failure,
        Recipients = Results(message.Message, failure, response),
        Response = response,
        Attempts = message.Attempts + 1,
        Connection = Connection,
    };

    // Exchange looks at the recipients only after it has taken the message.
    private static RecipientResult[] Results(ComposedMessage message, SmtpSoarException? failure, string? response)
    {
        var results = message.ToResults();
        foreach (var result in results)
        {
            result.Accepted = failure is null ? true : null;
            result.OutcomeUnknown = failure?.ErrorId == nameof(Errors.OutcomeUnknown);
            result.Text = response;
        }

        return results;
    }
}
