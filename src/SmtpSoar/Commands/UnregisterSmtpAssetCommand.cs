using System.Collections.Generic;
using System.Management.Automation;
using SmtpSoar.Binding.Completion;
using SmtpSoar.Core.Assets.Store;
using SmtpSoar.Pipeline;

namespace SmtpSoar.Commands;

/// <summary>Forgets registered assets and their secrets, also those that can't be read any more.</summary>
[Cmdlet(VerbsLifecycle.Unregister, "SmtpAsset", SupportsShouldProcess = true)]
public sealed class UnregisterSmtpAssetCommand : CoreCommand
{
    /// <summary>Names. Wildcards need -Force (or -WhatIf), since a secret that is forgotten is gone.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(AssetNameCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Name { get; set; }

    /// <summary>Allows wildcards.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private bool IsWhatIf =>
        MyInvocation.BoundParameters.TryGetValue("WhatIf", out var whatIf) && whatIf is SwitchParameter { IsPresent: true };

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var pattern in Name!)
            Unregister(pattern);
    }

    private void Unregister(string pattern)
    {
        if (!TryMake(() => Find(pattern), pattern, out var names))
            return;
        foreach (var name in names)
        {
            if (MayProcess(name, "Unregister the asset and forget its secrets"))
                TryDo(() => Run(stop => new AssetStore().Unregister(name, stop)), name);
        }
    }

    private IReadOnlyList<string> Find(string pattern) =>
        WildcardPattern.ContainsWildcardCharacters(pattern) && !Force && !IsWhatIf
            ? throw Errors.AssetWildcardUnforced.With(pattern)
            : new AssetStore().Names(pattern);
}
