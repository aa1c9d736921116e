using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace SmtpSoar.Binding.Completion;

/// <summary>Completes the names of files in the vault.</summary>
public sealed class VaultNameCompleter : VaultCompleter
{
    private protected override IEnumerable<CompletionResult> Complete(string beginning, IDictionary given) =>
        from file in Files(given)
        where Begins(file.Name, beginning)
        group file by file.Name into same
        orderby same.Key
        select Offer(WildcardPattern.Escape(same.Key), same.Key, string.Join("; ", same.Select(Describe)));
}
