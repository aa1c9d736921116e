using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace SmtpSoar.TestServer;

/// <summary>A script with one server's counts.</summary>
internal sealed class ScriptRunner
{
    private readonly Lock _gate = new();
    private readonly ScriptRule[] _rules;
    private readonly int[] _hits;

    public ScriptRunner(Script script)
    {
        _rules = [.. script.Rules];
        _hits = new int[_rules.Length];
        DataOffsets = [.. _rules.Where(rule => rule.Step.Name == nameof(Step.DataBytes)).Select(rule => rule.Step.Offset).Distinct().Order()];
    }

    /// <summary>Where the transfer of a message must be looked at, ascending.</summary>
    public IReadOnlyList<long> DataOffsets { get; }

    public bool IsEmpty => _rules.Length == 0;

    /// <summary>The reply of the first rule that fits, or null.</summary>
    public Reply? Find(StepContext context)
    {
        for (int i = 0; i < _rules.Length; i++)
        {
            if (Fits(i, context))
            {
                return _rules[i].Reply(context);
            }
        }

        return null;
    }

    private bool Fits(int index, StepContext context)
    {
        ScriptRule rule = _rules[index];
        if (rule.Step != context.Step || rule.Condition?.Invoke(context) == false)
        {
            return false;
        }

        lock (_gate)
        {
            // A rule that is used up counts no further, so that it cannot overflow.
            if (_hits[index] - rule.Skip >= rule.Times)
            {
                return false;
            }

            return ++_hits[index] > rule.Skip;
        }
    }
}
