using System.Management.Automation;
using SmtpSoar.Binding;
using SmtpSoar.Binding.Completion;
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

    private AssetChange CreateChangeOfSomething() => Given.Count > 0 ? CreateChange() : throw Errors.AssetChangeEmpty.With();

    // Looked at first, so that -WhatIf and -Confirm ask about nothing that could not be done.
    private void ChangeRegistered(string name, AssetChange change)
    {
        if (!TryMake(() => new AssetStore().PreviewChange(name, change), name, out var present)
            || !MayProcess(present.ToString(), Texts.ChangeAction(Given))
            || !TryMake(() => Run(stop => new AssetStore().Change(name, change, stop)), name, out var changed))
            return;
        if (changed.NeedsLogin)
            Warn(Texts.LoginOutdated(changed.Asset));
        if (PassThru)
            WriteObject(changed.Asset);
    }

    // Checked on a copy: an asset whose settings would not fit together any more stays as it was.
    private void ChangeObject(SmtpAsset asset, AssetChange change)
    {
        if (!TryDo(() => change.Apply(asset.Clone()), asset) || !MayProcess(asset.ToString(), Texts.ChangeAction(Given)))
            return;
        change.Apply(asset);
        if (PassThru)
            WriteObject(asset);
    }
}
