using System;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Assets.Login;
using SmtpSoar.Core.Composition;
using SmtpSoar.Core.Runtime;
using SmtpSoar.Core.Transport;
using SmtpSoar.Core.WebApi;

namespace SmtpSoar.Core.Graph;

/// <summary>Makes the transport of an asset that sends by Microsoft Graph.</summary>
internal sealed class GraphTransportFactory : ITransportFactory, IDraftInquirer
{
    // learn.microsoft.com "Microsoft Graph service-specific throttling limits", section "Outlook service limits", read 2026-11-28.
    private const int MaxRequestsAtOnce = 4;

    public bool Handles(SmtpAsset asset) => asset.EffectiveTransport == MailTransport.MicrosoftGraph;

    public TransportTraits TraitsFor(SmtpAsset asset) => new()
    {
        MaxConnections = Math.Min(asset.MaxConnections, MaxRequestsAtOnce),
        HasServer = true,
    };

    public void Check(SmtpAsset asset) => AuthenticationChoice.Check(asset);

    public IMailTransport Create(TransportContext context) => new GraphTransport(context);

    public void WarmUp()
    {
        // Nothing of it is slow enough.
    }

    public async Task<DeliveryReceipt> ProbeAsync(
        TransportContext context, ComposedMessage? mail, StepLog steps, CancellationToken cancellationToken)
    {
        using var transport = new GraphTransport(context);
        var refusal = await Failures.OfAsync(() => ProbeAsync(context, transport, steps, cancellationToken)).ConfigureAwait(false);
        return refusal is null && mail is not null
            ? await steps.SendTestMailAsync(transport, mail, cancellationToken).ConfigureAwait(false)
            : new DeliveryReceipt { Failure = refusal, Connection = transport.Connection };
    }

    public async Task<DeliveryReceipt?> AskAsync(
        TransportContext context, MailboxDraft draft, string sender, long size, CancellationToken cancellationToken)
    {
        using var transport = new GraphTransport(context);
        if (!string.Equals(transport.MailboxOf(sender), draft.Mailbox, StringComparison.OrdinalIgnoreCase))
            return null;
        var words = "";

        // Away from the caller's thread, which serves what the login wants to say or ask.
        var failure = await Failures.OfAsync(async () => words = await Task.Run(
            () => transport.SettleAsync(draft, size, cancellationToken), CancellationToken.None).ConfigureAwait(false))
            .ConfigureAwait(false);
        return new DeliveryReceipt
        {
            Failure = failure,
            Response = failure is null ? words : null,
            Connection = transport.Connection,
        };
    }

    private static async Task ProbeAsync(
        TransportContext context, GraphTransport transport, StepLog steps, CancellationToken cancellationToken)
    {
        var client = transport.Client;
        await transport.ProbeTokenAsync(steps, cancellationToken).ConfigureAwait(false);
        if (context.Asset.DefaultSender is not { } sender)
            return;
        var mailbox = transport.MailboxOf(sender);
        await steps.RunAsync("Mailbox", () => LookAsync(client, mailbox, cancellationToken), found => found).ConfigureAwait(false);
        await steps.RunAsync(
            "Limits",
            () => Task.FromResult(Messages.GraphLimits(GraphTransport.MaxRequest)),
            limits => limits).ConfigureAwait(false);
    }

    // An application that may only send is refused here, and still can send: so nothing but an unknown mailbox is a failure.
    private static async Task<string> LookAsync(ApiClient client, string mailbox, CancellationToken cancellationToken)
    {
        var answer = await new GraphApi(client, mailbox).GetMailboxAsync(cancellationToken).ConfigureAwait(false);
        if (answer.Status == 200)
            return Messages.GraphMailboxSeen(mailbox);
        return answer.Status == 403 && answer.Text("error", "code") is not null
            ? Messages.GraphMailboxUnseen(mailbox)
            : throw new GraphFailures(mailbox, 0, client.Secrets.Hide).Of(answer, isSent: false);
    }
}
