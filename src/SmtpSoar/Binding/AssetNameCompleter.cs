using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using SmtpSoar.Core.Assets;

namespace SmtpSoar.Binding;

/// <summary>Completes the names of registered assets, with server and port as tooltip.</summary>
public sealed class AssetNameCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        try
        {
            return Complete((wordToComplete ?? "").Trim('\'', '"'));
        }
        catch (Exception)
        {
            // Who presses Tab gets names or nothing; what is wrong with the store they hear when they use it.
            return [];
        }
    }

    private static CompletionResult[] Complete(string beginning) => [.. new AssetStore().Suggest(beginning).Select(ToResult)];

    private static CompletionResult ToResult(RegisteredSmtpAsset asset) =>
        new(NeedsQuotes(asset.Name) ? $"'{asset.Name}'" : asset.Name, asset.Name, CompletionResultType.ParameterValue, asset.ToString());

    // A name that is a number or begins with a hyphen would be taken for something else.
    private static bool NeedsQuotes(string name) => name.Contains(' ') || !char.IsLetter(name[0]);
}
