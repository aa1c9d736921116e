using System.Management.Automation;
using SmtpSoar.Binding;
using SmtpSoar.Core;
using SmtpSoar.Pipeline;

namespace SmtpSoar.Commands;

/// <summary>Holds what all commands that use a mail server have in common.</summary>
public abstract class AssetCommand : CoreCommand
{
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

    // Returned as object so that looking at the command's members needs nothing of the core.
    internal object CreateService(SmtpAsset asset, SmtpSession? session = null, string? outbox = null, object? openOutbox = null) =>
        new MailService(new MailServiceOptions(asset, Feedback)
        {
            Session = session,
            AllowAuthenticationFallback = AllowAuthenticationFallback,
            ProtocolLog = ProtocolLog is null ? null : Paths.Literal(ProtocolLog),
            Outbox = outbox,
            OpenOutbox = (MailOutbox?)openOutbox,
        });
}
