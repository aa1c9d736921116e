using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using SmtpSoar.Pipeline;

namespace SmtpSoar.Binding.Completion;

/// <summary>The values that Tab offers for a parameter. It never fails, and asks no mail server.</summary>
public abstract class ValueCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        try
        {
            return Complete((wordToComplete ?? "").Trim('\'', '"'), fakeBoundParameters ?? new Hashtable()).ToArray();
        }
        catch (Exception)
        {
            // Tab gives something or nothing; a user hears what is wrong when they use it.
            return [];
        }
    }

    /// <summary>The values that are offered.</summary>
    /// <param name="beginning">The text typed so far, without quotation marks.</param>
    /// <param name="given">The parameters that stand on the command line.</param>
    private protected abstract IEnumerable<CompletionResult> Complete(string beginning, IDictionary given);

    /// <summary>A value that is offered.</summary>
    /// <param name="value">The value, put in quotation marks where it needs them.</param>
    /// <param name="shown">The text that a list shows for it.</param>
    /// <param name="toolTip">More about it.</param>
    private protected static CompletionResult Offer(string value, string shown, string toolTip) =>
        new(NeedsQuotes(value) ? $"'{value.Replace("'", "''")}'" : value, shown, CompletionResultType.ParameterValue, toolTip);

    /// <summary>The full path of what stands on the command line: a relative one begins at the current location.</summary>
    private protected static string FullPath(string path) => Paths.Literal(path);

    /// <summary>The paths of the session that asks.</summary>
    // By a script, since a runspace gives its location to no other caller while a pipeline runs, as one does with each Tab.
    private protected static FilePaths Paths =>
        new((SessionState)ScriptBlock.Create("$ExecutionContext.SessionState").Invoke()[0].BaseObject);

    private protected static bool Begins(string value, string beginning) => value.StartsWith(beginning, StringComparison.OrdinalIgnoreCase);

    // A value that is a number or begins with a hyphen would be taken for something else.
    private static bool NeedsQuotes(string value) =>
        !char.IsLetter(value[0]) || !value.All(character => char.IsLetterOrDigit(character) || character is '.' or '-' or '_');
}
