using System.Linq;
using System.Management.Automation;
using SmtpSoar.Binding;
using SmtpSoar.Binding.Attributes;
using SmtpSoar.Binding.Completion;
using SmtpSoar.Core;
using SmtpSoar.Pipeline;
using SmtpSoar.Sending;

namespace SmtpSoar.Commands;

/// <summary>Holds what all commands that use a mail server have in common: the asset, and the sender of their messages.</summary>
public abstract class MailCommand : CoreCommand
{
    // The parameters that a session has settled.
    private static readonly string[] Settled = [nameof(Asset), nameof(AllowAuthenticationFallback), nameof(ProtocolLog)];

    private MailSender? _sender;

    /// <summary>
    /// The mail server: an asset object, the name of a registered asset, a hashtable or object with its settings, or JSON text. Default:
    /// the default asset.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(AssetNameCompleter))]
    [AssetGiven]
    public virtual PSObject? Asset { get; set; }

    /// <summary>Tries the next method of authentication where one fails, as the connector does.</summary>
    [Parameter]
    public SwitchParameter AllowAuthenticationFallback { get; set; }

    /// <summary>A file to which the conversation with the server is appended, without secrets and without the messages' content.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ProtocolLog { get; set; }

    /// <summary>Waits for the messages that are on their way, and says goodbye to the server.</summary>
    protected override void EndProcessing() => _sender?.Complete();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            EndWork();
            _sender?.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>The sender of the command's messages.</summary>
    internal MailSender Sender => _sender ??= new MailSender(this);

    /// <summary>The asset: that of the session where there is one.</summary>
    /// <exception cref="SmtpSoarException">There is none, or a session beside it.</exception>
    internal SmtpAsset ResolveAsset(SmtpSession? session = null)
    {
        if (session is null)
            return AssetArgument.Resolve(Asset, Paths, Note);
        var doubled = Settled.FirstOrDefault(MyInvocation.BoundParameters.ContainsKey);
        return doubled is null ? session.Asset : throw Errors.SessionSettled.With("-" + doubled, session.Asset);
    }

    /// <summary>Gets how the command works with an asset.</summary>
    internal MailServiceOptions OptionsFor(
        SmtpAsset asset, SmtpSession? session = null, string? outbox = null, MailOutbox? openOutbox = null, IFeedback? feedback = null) =>
        new(asset, feedback ?? Feedback)
    {
        OpenOutbox = openOutbox,
        Session = session,
        AllowAuthenticationFallback = AllowAuthenticationFallback,
        ProtocolLog = ProtocolLog is null ? null : Paths.Literal(ProtocolLog),
        Outbox = outbox,
    };

    /// <summary>Opens the sender.</summary>
    /// <exception cref="SmtpSoarException">The session can't be used.</exception>
    internal void OpenSender(SmtpAsset asset, SmtpSession? session, string? outbox, MailOutbox? openOutbox = null) =>
        Sender.Open(OptionsFor(asset, session, outbox, openOutbox));

    /// <summary>Opens the sender for messages that the command makes. If that fails, each message's result says it.</summary>
    internal void OpenSender(SmtpSession? session, string? outbox)
    {
        try
        {
            OpenSender(ResolveAsset(session), session, outbox is null ? null : OutboxLocation.Of(outbox, Paths));
        }
        catch (SmtpSoarException error)
        {
            Sender.Failure = error;
        }
    }
}
