using System.Management.Automation;
using SmtpSoar.Binding;
using SmtpSoar.Binding.Attributes;
using SmtpSoar.Binding.Completion;
using SmtpSoar.Core.OAuth.Login;
using SmtpSoar.Pipeline;

namespace SmtpSoar.Commands;

/// <summary>Forgets the OAuth 2.0 tokens of an asset, also those that can't be read any more. If there are none, it is content.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "SmtpAsset", SupportsShouldProcess = true)]
public sealed class DisconnectSmtpAssetCommand : CoreCommand
{
    /// <summary>
    /// The asset: an asset object, the name of a registered asset, a hashtable or object with its settings, or JSON text. Default: the
    /// default asset.
    /// </summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(AssetNameCompleter))]
    [AssetGiven]
    public PSObject? Asset { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (TryMake(() => AssetArgument.Resolve(Asset, Paths, Note), null, out var asset)
            && MayProcess(asset.ToString(), Texts.ForgetAction)
            && TryMake(() => Run(stop => new OAuthLogins(asset).Disconnect(stop)), asset.Name ?? asset.Username, out var were))
            Note(were ? Texts.TokensForgotten(asset) : Texts.NothingToForget(asset));
    }
}
