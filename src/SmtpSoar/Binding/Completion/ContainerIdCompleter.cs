using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace SmtpSoar.Binding.Completion;

/// <summary>Completes the containers of files in the vault.</summary>
public sealed class ContainerIdCompleter : VaultCompleter
{
    private protected override IEnumerable<CompletionResult> Complete(string beginning, IDictionary given) =>
        from file in Files(given)
        where !string.IsNullOrEmpty(file.ContainerId) && Begins(file.ContainerId!, beginning)
        group file by file.ContainerId into same
        orderby same.Key
        select Offer(same.Key, same.Key, string.Join(", ", same.Take(5).Select(file => file.Name)));
}
