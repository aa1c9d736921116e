using System;
using System.Linq;
using System.Management.Automation;

namespace SmtpSoar.Pipeline;

/// <summary>Knows whether anybody hears what a command asks before it does something (<c>ShouldProcess</c>).</summary>
internal static class ProcessQuestion
{
    private static readonly string[] Switches = ["WhatIf", "Confirm", "Verbose", "Debug"];

    private static readonly string[] Silent = ["SilentlyContinue", "Ignore"];

    // Of a command whose impact is medium, as all of ours that send.
    private static readonly string[] AskNothing = ["High", "None"];

    /// <summary>Whether the question is shown, asked or said: by a switch, or by a preference. Anything unknown counts as heard.</summary>
    public static bool IsHeard(PSCmdlet command) =>
        Switches.Any(command.MyInvocation.BoundParameters.ContainsKey)
        || LanguagePrimitives.IsTrue(Preference(command, "WhatIfPreference"))
        || !IsOneOf(AskNothing, Preference(command, "ConfirmPreference"))
        || !IsOneOf(Silent, Preference(command, "VerbosePreference"))
        || !IsOneOf(Silent, Preference(command, "DebugPreference"));

    private static object? Preference(PSCmdlet command, string name) => command.SessionState.PSVariable.GetValue(name);

    private static bool IsOneOf(string[] words, object? value) => words.Contains(value?.ToString(), StringComparer.OrdinalIgnoreCase);
}
