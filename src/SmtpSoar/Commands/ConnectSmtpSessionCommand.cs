using System.Management.Automation;
using System.Management.Automation.Runspaces;
using SmtpSoar.Binding.Attributes;
using SmtpSoar.Binding.Completion;
using SmtpSoar.Core;
using SmtpSoar.Loading;
using SmtpSoar.Pipeline;

namespace SmtpSoar.Commands;

/// <summary>Connects to a mail server and logs in, for several commands that send with <c>-Session</c>.</summary>
[Cmdlet(VerbsCommunications.Connect, "SmtpSession", SupportsShouldProcess = true)]
[OutputType(typeof(SmtpSession))]
public sealed class ConnectSmtpSessionCommand : MailCommand
{
    /// <summary>
    /// The mail server: an asset object, the name of a registered asset, a hashtable or object with its settings, or JSON text. Default:
    /// the default asset.
    /// </summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(AssetNameCompleter))]
    [AssetGiven]
    public override PSObject? Asset { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (TryMake(() => ResolveAsset(), null, out var asset)
            && MayProcess(asset.ToString(), Texts.OpenSessionAction)
            && TryMake(() => Open(asset), asset.ToString(), out var session))
            WriteObject(session);
    }

    private SmtpSession Open(SmtpAsset asset)
    {
        // A copy, so that Set-SmtpAsset changes nothing of a session that is open.
        var options = OptionsFor(asset.Clone());
        var session = Run(stop => MailService.OpenSessionAsync(options, stop));
        OpenSessions.Of(Runspace.DefaultRunspace).Add(session);
        return session;
    }
}
