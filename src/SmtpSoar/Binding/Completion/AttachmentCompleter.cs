using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace SmtpSoar.Binding.Completion;

/// <summary>Completes what can be attached: vault ids, by their beginning or by the name of a file, and files.</summary>
public sealed class AttachmentCompleter : VaultCompleter
{
    private protected override IEnumerable<CompletionResult> Complete(string beginning, IDictionary given) =>
        Ids(beginning, given).Concat(CompletionCompleters.CompleteFilename(beginning));
}
