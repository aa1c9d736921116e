using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Binding;
using SmtpSoar.Core.Assets.Store;
using SmtpSoar.Pipeline;

namespace SmtpSoar.Commands;

/// <summary>Changes settings of a registered asset, or of an asset object. All others stay, secrets too.</summary>
[Cmdlet(VerbsCommon.Set, "SmtpAsset", SupportsShouldProcess = true)]
[OutputType(typeof(RegisteredSmtpAsset), typeof(SmtpAsset))]
public sealed class SetSmtpAssetCommand : AssetSettingsCommand
{
    /// <summary>The asset: a registered one or its name, or an asset object, which is changed itself.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("Name")]
    [ArgumentCompleter(typeof(AssetNameCompleter))]
    public PSObject? Asset { get; set; }

    /// <summary>Writes the asset as it is then: a registered one without its secrets, else the object.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!TryMake(CreateChangeOfSomething, Asset, out var change))
            return;
        if (AssetArgument.RegisteredName(Asset) is { } name)
            ChangeRegistered(name, change);
        else if (Values.Unwrap(Asset) is SmtpAsset asset)
            ChangeObject(asset, change);
        else
            WriteFailure(Errors.AssetNotChangeable.With(Values.Kind(Asset!)), null);
    }

    private object CreateChangeOfSomething() => Given.Count > 0 ? CreateChange() : throw Errors.AssetChangeEmpty.With();

    // Looked at first, so that -WhatIf and -Confirm ask about nothing that could not be done.
    private void ChangeRegistered(string name, object change)
    {
        if (!TryMake(() => new AssetStore().PreviewChange(name, (AssetChange)change), name, out var present)
            || !MayProcess(present.ToString(), Texts.ChangeAction(Given))
            || !TryMake(() => Run(stop => Task.FromResult(Change(name, change, stop))), name, out var changed))
            return;
        if (changed.NeedsLogin)
            Warn(Texts.LoginOutdated(changed.Asset));
        if (PassThru)
            WriteObject(changed.Asset);
    }

    private static AssetChanged Change(string name, object change, CancellationToken stop) =>
        new AssetStore().Change(name, (AssetChange)change, stop);

    private void ChangeObject(SmtpAsset asset, object change)
    {
        if (!TryMake(() => Check(asset, change), asset, out _) || !MayProcess(asset.ToString(), Texts.ChangeAction(Given)))
            return;
        ((AssetChange)change).Apply(asset);
        if (PassThru)
            WriteObject(asset);
    }

    // On a copy: an asset that would not fit together any more stays as it was.
    private static bool Check(SmtpAsset asset, object change)
    {
        ((AssetChange)change).Apply(asset.Clone());
        return true;
    }
}
