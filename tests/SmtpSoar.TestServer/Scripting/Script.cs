using System;
using System.Collections.Generic;

namespace SmtpSoar.TestServer;

/// <summary>
/// An ordered list of rules, each of which puts a reply in place of the usual one at a step. The first rule that
/// fits answers. Every server counts for itself, so that a script can serve several.
/// </summary>
public sealed class Script
{
    private readonly List<ScriptRule> _rules = [];

    internal IReadOnlyList<ScriptRule> Rules => _rules;

    /// <summary>Adds a rule.</summary>
    /// <param name="step">Where it applies.</param>
    /// <param name="reply">What happens there.</param>
    public Script On(Step step, Reply reply) => On(step, _ => reply);

    /// <summary>Adds a rule whose reply depends on what came.</summary>
    /// <param name="step">Where it applies.</param>
    /// <param name="reply">What happens there.</param>
    public Script On(Step step, Func<StepContext, Reply> reply)
    {
        _rules.Add(new ScriptRule(step, reply));
        return this;
    }

    /// <summary>Limits the last rule to where the condition holds.</summary>
    /// <param name="condition">Called on the session's own thread.</param>
    public Script When(Func<StepContext, bool> condition) => Change(rule => rule with { Condition = condition });

    /// <summary>Limits the last rule to the first times that it fits, over all connections.</summary>
    /// <param name="count">How many times.</param>
    public Script Times(int count) => Change(rule => rule with { Times = count });

    /// <summary>Lets the first times that the last rule fits go by.</summary>
    /// <param name="count">How many times.</param>
    public Script Skip(int count) => Change(rule => rule with { Skip = count });

    private Script Change(Func<ScriptRule, ScriptRule> change)
    {
        if (_rules.Count == 0)
        {
            throw new InvalidOperationException("On(...) comes first.");
        }

        _rules[^1] = change(_rules[^1]);
        return this;
    }
}

internal sealed record ScriptRule(Step Step, Func<StepContext, Reply> Reply)
{
    public Func<StepContext, bool>? Condition { get; init; }

    public int Skip { get; init; }

    public int Times { get; init; } = int.MaxValue;
}
