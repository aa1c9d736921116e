using System;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Binding;
using SmtpSoar.Binding.Attributes;
using SmtpSoar.Binding.Completion;
using SmtpSoar.Core.OAuth.Login;
using SmtpSoar.Pipeline;

namespace SmtpSoar.Commands;

/// <summary>
/// Logs an asset in with OAuth 2.0 and keeps the tokens, so that commands that send with it later need no person. Without a person
/// it renews the tokens that are kept, or fails at once.
/// </summary>
[Cmdlet(VerbsCommunications.Connect, "SmtpAsset", SupportsShouldProcess = true)]
[OutputType(typeof(OAuthLogin))]
public sealed class ConnectSmtpAssetCommand : CoreCommand
{
    private const int MaxTimeLimit = 24 * 60 * 60;

    /// <summary>
    /// The asset: an asset object, the name of a registered asset, a hashtable or object with its settings, or JSON text. Default: the
    /// default asset.
    /// </summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(AssetNameCompleter))]
    [AssetGiven]
    public PSObject? Asset { get; set; }

    /// <summary>Shows a code to be typed in a browser anywhere, in place of using a browser on this machine.</summary>
    [Parameter]
    public SwitchParameter DeviceCode { get; set; }

    /// <summary>Opens no browser, and only shows the page's URL.</summary>
    [Parameter]
    public SwitchParameter NoBrowser { get; set; }

    /// <summary>
    /// The address that the provider sends the browser back to: http:// with localhost, 127.0.0.1 or [::1], and a port. Default: any free
    /// port.
    /// </summary>
    [Parameter]
    [ValidateNotNull]
    public Uri? RedirectUri { get; set; }

    /// <summary>How many seconds the person may take. Default: 300.</summary>
    [Parameter]
    [ValidateRange(1, MaxTimeLimit)]
    public int TimeLimitSec { get; set; } = 300;

    /// <summary>
    /// Asks no person: renews the tokens that are kept, or fails at once. Assumed where there is no person, as in a scheduled job.
    /// </summary>
    [Parameter]
    public SwitchParameter NonInteractive { get; set; }

    private bool AsksPerson => !NonInteractive && InteractiveSession.Of(Host).IsThere;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (TryMake(() => AssetArgument.Resolve(Asset, Paths, Note), null, out var asset)
            && MayProcess(asset.ToString(), Texts.LogInAction)
            && TryMake(() => Run(stop => ConnectAsync(asset, stop)), asset.Name ?? asset.Username, out var login))
            Write(login);
    }

    private Task<OAuthLogin> ConnectAsync(SmtpAsset asset, CancellationToken stop) =>
        new OAuthLogins(asset) { Feedback = Feedback }.ConnectAsync(AsksPerson ? Prompt : null, Options(), stop);

    // Made here, so that looking at the command's members needs nothing of the core.
    private LoginOptions Options() => new()
    {
        Flow = DeviceCode ? OAuthFlow.DeviceCode : null,
        OpensBrowser = !NoBrowser,
        RedirectUri = RedirectUri,
        TimeLimit = TimeSpan.FromSeconds(TimeLimitSec),
    };

    private void Write(OAuthLogin login)
    {
        if (AsksPerson)
            foreach (var warning in LoginChecks.Warnings(login))
                Warn(warning);
        WriteObject(login);
    }
}
