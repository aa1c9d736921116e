using System.Management.Automation;
using SmtpSoar.Binding;
using SmtpSoar.Binding.Completion;
using SmtpSoar.Core.Assets.Store;
using SmtpSoar.Pipeline;

namespace SmtpSoar.Commands;

/// <summary>Keeps an asset for this user under a name, its secrets protected, so that <c>-Asset NAME</c> finds it.</summary>
[Cmdlet(VerbsLifecycle.Register, "SmtpAsset", SupportsShouldProcess = true)]
[OutputType(typeof(RegisteredSmtpAsset))]
public sealed class RegisterSmtpAssetCommand : CoreCommand
{
    /// <summary>
    /// The asset: an asset object, a registered one or its name to copy it, a hashtable or object with its settings, or JSON text.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(AssetNameCompleter))]
    public PSObject? Asset { get; set; }

    /// <summary>
    /// The name: 1 to 64 letters, digits, hyphens, underscores, dots and blanks, the same in any case. Default: the asset's own.
    /// </summary>
    [Parameter(Position = 1)]
    [ArgumentCompleter(typeof(AssetNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>Makes it the asset that serves where a command names none.</summary>
    [Parameter]
    public SwitchParameter Default { get; set; }

    /// <summary>Replaces the asset that has the name.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Writes the registered asset, without its secrets.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (TryMake(Named, Name, out var asset)
            && MayProcess(asset.ToString(), Default ? "Register as the default asset" : "Register")
            && TryMake(() => Register(asset), asset.Name, out var registered)
            && PassThru)
            WriteObject(registered);
    }

    private SmtpAsset Named()
    {
        var asset = AssetArgument.Resolve(Asset, Paths, Note).Clone();
        asset.Name = Name ?? asset.Name;
        return asset;
    }

    private RegisteredSmtpAsset Register(SmtpAsset asset) =>
        Run(stop => new AssetStore().Register(asset, Default, Force, stop));
}
