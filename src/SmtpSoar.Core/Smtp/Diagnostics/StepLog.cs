using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading.Tasks;

namespace SmtpSoar.Core.Smtp.Diagnostics;

/// <summary>Keeps what was done on the way to the server, for <c>Test-SmtpAsset</c>.</summary>
internal sealed class StepLog(bool isRead)
{
    private readonly List<ConnectivityStep> _steps = [];

    public IReadOnlyList<ConnectivityStep> Steps => _steps;

    /// <summary>Whether somebody reads it; else no success is noted.</summary>
    public bool IsRead { get; } = isRead;

    /// <summary>Does a step and notes how long it took and how it ended.</summary>
    public async Task<T> RunAsync<T>(string name, Func<Task<T>> step, Func<T, string> describe)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            var result = await step().ConfigureAwait(false);
            if (IsRead)
                Add(name, StepOutcome.Success, clock.Elapsed, describe(result));
            return result;
        }
        catch (SmtpSoarException error)
        {
            Add(name, StepOutcome.Failed, clock.Elapsed, error.Sentence);
            throw;
        }
    }

    public void Add(string name, StepOutcome outcome, TimeSpan duration, string detail) =>
        _steps.Add(new ConnectivityStep { Name = name, Outcome = outcome, Duration = duration, Detail = ShownText.Line(detail) });
}
