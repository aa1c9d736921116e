using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using SmtpSoar.Core.Assets.Store;

namespace SmtpSoar.Binding.Completion;

/// <summary>Completes the names of registered assets, with server and port as tooltip.</summary>
public sealed class AssetNameCompleter : ValueCompleter
{
    private protected override IEnumerable<CompletionResult> Complete(string beginning, IDictionary given) =>
        new AssetStore().Suggest(beginning).Select(asset => Offer(asset.Name, asset.Name, asset.ToString()));
}
