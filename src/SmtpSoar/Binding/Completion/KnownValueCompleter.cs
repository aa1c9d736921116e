using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace SmtpSoar.Binding.Completion;

/// <summary>Completes values that are known beforehand, though others are allowed.</summary>
public abstract class KnownValueCompleter : ValueCompleter
{
    private protected abstract IReadOnlyList<(string Value, string ToolTip)> Known { get; }

    private protected override IEnumerable<CompletionResult> Complete(string beginning, IDictionary given) =>
        from known in Known
        where Begins(known.Value, beginning)
        select Make(known.Value, known.ToolTip);

    private protected virtual CompletionResult Make(string value, string toolTip) => Offer(value, value, toolTip);
}
