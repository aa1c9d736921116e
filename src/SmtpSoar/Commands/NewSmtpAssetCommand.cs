using System.Management.Automation;
using SmtpSoar.Binding;
using SmtpSoar.Binding.Attributes;
using SmtpSoar.Binding.Completion;

namespace SmtpSoar.Commands;

/// <summary>Makes an asset: a mail server and how to reach it. Another asset may lend it the settings that are not given.</summary>
[Cmdlet(VerbsCommon.New, "SmtpAsset")]
[OutputType(typeof(SmtpAsset))]
public sealed class NewSmtpAssetCommand : AssetSettingsCommand
{
    /// <summary>Host name or IP address of the server.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(ServerNameCompleter))]
    public override string? Server { get; set; }

    /// <summary>The port, 1 to 65535. Default by -SslMethod: None 25, Ssl 465, StartTls 587.</summary>
    [Parameter(Position = 1)]
    [ArgumentCompleter(typeof(PortCompleter))]
    [TypedSetting]
    public override int? Port { get; set; }

    /// <summary>The name under which the asset can be registered.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <summary>
    /// Another asset, which stays as it is: all its settings but the name are taken over where nothing else is given, secrets too.
    /// </summary>
    [Parameter(ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(AssetNameCompleter))]
    [AssetGiven]
    public PSObject? Asset { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (MyInvocation.ExpectingInput)
            WriteEach();
        else
            WriteObject(CreateOrEnd());
    }

    // One asset of several that can't be derived stops none of the others.
    private void WriteEach()
    {
        if (TryMake(Create, Server ?? PickupDirectory, out var asset))
            WriteObject(asset);
    }

    private SmtpAsset CreateOrEnd()
    {
        try
        {
            return Create();
        }
        catch (SmtpSoarException error)
        {
            ThrowFailure(error, Server ?? PickupDirectory);
            throw;
        }
    }

    private SmtpAsset Create()
    {
        var asset = Asset is null ? new SmtpAsset() : AssetArgument.Resolve(Asset, Paths, Note).Clone();
        asset.Name = null;
        CreateChange().Apply(asset);
        return asset;
    }
}
