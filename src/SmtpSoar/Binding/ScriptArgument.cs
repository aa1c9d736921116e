using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Linq;
using System.Management.Automation;

namespace SmtpSoar.Binding;

/// <summary>Runs script blocks that are given in place of values.</summary>
internal static class ScriptArgument
{
    /// <summary>Whether an argument is a script block, or a list with one in it.</summary>
    public static bool Has(object? argument) =>
        Script(argument) is not null || Base(argument) is object?[] items && items.Any(item => Script(item) is not null);

    /// <summary>The argument with the values of its script blocks: one alone, several as a list, and null for none.</summary>
    /// <param name="argument">The script block, or a list with one in it.</param>
    /// <param name="row">The object that the script blocks know as <c>$_</c>.</param>
    public static object? Evaluate(object? argument, PSObject? row)
    {
        var values = (Base(argument) as object?[] ?? [argument])
            .SelectMany(item => Script(item) is { } script ? Run(script, row).Cast<object?>() : [item])
            .ToArray();
        return values.Length switch
        {
            0 => null,
            1 => values[0],
            _ => values,
        };
    }

    private static Collection<PSObject> Run(ScriptBlock script, PSObject? row) =>
        script.InvokeWithContext(null, new List<PSVariable> { new("_", row) });

    private static ScriptBlock? Script(object? item) => Base(item) as ScriptBlock;

    // Not what is in lists: a list may contain itself, of which an argument's own check tells.
    private static object? Base(object? item) => item is PSObject wrapped ? wrapped.BaseObject : item;
}
