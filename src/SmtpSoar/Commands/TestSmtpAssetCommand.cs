using System.Management.Automation;
using System.Threading.Tasks;
using SmtpSoar.Core;

namespace SmtpSoar.Commands;

/// <summary>SOAR's action "test connectivity".</summary>
[Cmdlet(VerbsDiagnostic.Test, "SmtpAsset", SupportsShouldProcess = true)]
[OutputType(typeof(SoarConnectivityResult), typeof(bool))]
public sealed class TestSmtpAssetCommand : AssetCommand
{
    private const string Action = "test connectivity";

    /// <summary>The mail server: an asset object, a hashtable or object with its settings, or JSON text.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    public override object? Asset { get; set; }

    /// <summary>Stops after the login and sends no mail.</summary>
    [Parameter]
    public SwitchParameter SkipTestMail { get; set; }

    /// <summary>Writes only whether it worked.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var asset = TryResolve(Asset, out var failure);
        if (asset is null)
            Write(MailOutcome.Failed(new SoarConnectivityResult { Action = Action }, failure!));
        else if (ShouldProcess(asset.ToString(), SkipTestMail ? "Test the connection" : "Test the connection and send a test mail"))
            Write(Run(async stop => await TestAsync(asset, stop).ConfigureAwait(false)));
    }

    private async Task<MailOutcome> TestAsync(SmtpAsset asset, System.Threading.CancellationToken stop)
    {
        using var service = (MailService)CreateService(asset);
        return await service.TestAsync(SkipTestMail, stop).ConfigureAwait(false);
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
