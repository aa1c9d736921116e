using System.Management.Automation;
using SmtpSoar.Binding.Completion;
using SmtpSoar.Core.Assets.Store;
using SmtpSoar.Pipeline;

namespace SmtpSoar.Commands;

/// <summary>
/// Lists registered assets, without their secrets. Its output can be given to <c>-Asset</c>: the command that gets it
/// takes the secrets from the store, by the name.
/// </summary>
[Cmdlet(VerbsCommon.Get, "SmtpAsset", DefaultParameterSetName = NameSet)]
[OutputType(typeof(RegisteredSmtpAsset))]
public sealed class GetSmtpAssetCommand : CoreCommand
{
    private const string NameSet = "Name";
    private const string DefaultSet = "Default";

    /// <summary>Names, with wildcards where wanted. Default: all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = NameSet)]
    [ArgumentCompleter(typeof(AssetNameCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Name { get; set; } = ["*"];

    /// <summary>Only the asset that serves where a command names none.</summary>
    [Parameter(Mandatory = true, ParameterSetName = DefaultSet)]
    public SwitchParameter Default { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Default)
            WriteDefault();
        else
            foreach (var name in Name)
                Write(name);
    }

    private void Write(string name)
    {
        if (TryMake(() => new AssetStore().Get(name, failure => WriteFailure(failure, name)), name, out var found))
            WriteObject(found, true);
    }

    private void WriteDefault()
    {
        if (TryMake(FindDefault, null, out var found))
            WriteObject(found);
    }

    private static RegisteredSmtpAsset FindDefault()
    {
        var store = new AssetStore();
        return store.GetDefault() ?? throw Errors.AssetDefaultMissing.With(store.Folder);
    }
}
