using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;

namespace SmtpSoar.Binding.Completion;

/// <summary>Completes vault ids, by their beginning or by the name of a file, with name, size and type as tooltip.</summary>
public sealed class VaultIdCompleter : VaultCompleter
{
    private protected override IEnumerable<CompletionResult> Complete(string beginning, IDictionary given) => Ids(beginning, given);
}
