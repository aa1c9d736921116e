using System.Management.Automation;
using SmtpSoar.Binding.Attributes;
using SmtpSoar.Binding.Completion;
using SmtpSoar.Core;

namespace SmtpSoar.Commands;

/// <summary>SOAR's action "test connectivity".</summary>
[Cmdlet(VerbsDiagnostic.Test, "SmtpAsset", SupportsShouldProcess = true)]
[OutputType(typeof(SoarConnectivityResult), typeof(bool))]
public sealed class TestSmtpAssetCommand : MailCommand
{
    private const string Action = "test connectivity";

    private SmtpAsset? _asset;
    private MailServiceOptions? _options;

    /// <summary>
    /// The mail server: an asset object, the name of a registered asset, a hashtable or object with its settings, or JSON text. Default:
    /// the default asset.
    /// </summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(AssetNameCompleter))]
    [AssetGiven]
    public override PSObject? Asset { get; set; }

    /// <summary>Stops after the login and sends no mail.</summary>
    [Parameter]
    public SwitchParameter SkipTestMail { get; set; }

    /// <summary>The DNS server that is asked about the asset's DKIM keys, such as 192.0.2.53:53. Default: those of this machine.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? DnsServer { get; set; }

    /// <summary>Writes only whether it worked.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Prepare() is { } failed)
            Write(failed);
        else
            Test();
    }

    private MailOutcome? Prepare()
    {
        try
        {
            _asset = ResolveAsset();
            _options = OptionsFor(_asset);
            _options.DnsServer = DnsServer;
            return null;
        }
        catch (SmtpSoarException error)
        {
            return MailOutcome.Failed(new SoarConnectivityResult { Action = Action }, error);
        }
    }

    private void Test()
    {
        if (MayProcess(_asset!.ToString(), SkipTestMail ? "Test the connection" : "Test the connection and send a test mail"))
            Write(Run(stop => MailService.TestAsync(_options!, SkipTestMail, stop)));
    }

    private void Write(MailOutcome outcome)
    {
        if (Quiet)
        {
            WriteObject(outcome.Error is null);
            return;
        }

        WriteObject(outcome.Result);
        if (outcome.Error is not null)
            WriteFailure(outcome.Error, outcome.Result);
    }
}
