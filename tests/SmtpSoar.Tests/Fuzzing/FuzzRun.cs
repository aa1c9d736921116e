using System;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;

namespace SmtpSoar.Tests.Fuzzing;

/// <summary>Runs a fuzzer's cases for a time, and makes the smallest input of what it finds.</summary>
internal sealed class FuzzRun(Fuzzer fuzzer)
{
    // Input that takes longer is a finding: the product hangs, or its time grows faster than its input.
    private static readonly TimeSpan CaseLimit = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan ShrinkLimit = TimeSpan.FromSeconds(20);

    private TimeSpan _slowest;
    private int _slowestCase;

    /// <summary>Runs cases until the time is over.</summary>
    /// <returns>How many there were, and the slowest one.</returns>
    public string Run(TimeSpan time)
    {
        if (FuzzSettings.Case is { } only)
            return RunCase(only);
        var watch = Stopwatch.StartNew();
        var count = 0;
        do
            RunCase(count++);
        while (watch.Elapsed < time);
        var slowest = $"the slowest is case {_slowestCase} with {_slowest.TotalSeconds:F2} s";
        var report = $"{fuzzer.Name}: {count} cases, seed {FuzzSettings.Seed}, {slowest}";
        if (FuzzSettings.Report is { } path)
            File.AppendAllText(path, report + Environment.NewLine);
        return report;
    }

    private string RunCase(int number)
    {
        var input = fuzzer.Make(FuzzSettings.RandomOf(fuzzer.Name, number));
        var watch = Stopwatch.StartNew();
        if (Try(input) is { } finding)
            throw new FuzzFindingException(Describe(number, input, finding), finding);
        if (watch.Elapsed > _slowest)
            (_slowest, _slowestCase) = (watch.Elapsed, number);
        return $"{fuzzer.Name}: case {number} found nothing";
    }

    private string Describe(int number, FuzzInput input, FuzzFindingException finding)
    {
        var smallest = Shrink(input, finding);
        return $"""
            {finding.Message}
            Again: SMTPSOAR_FUZZ_SEED={FuzzSettings.Seed} SMTPSOAR_FUZZ_CASE={number}, fuzzer {fuzzer.Name}. Its smallest input:
            {smallest}
            """;
    }

    private FuzzFindingException? Try(FuzzInput input)
    {
        var run = Task.Run(() => fuzzer.Run(input));
        try
        {
            return run.Wait(CaseLimit) ? null : new FuzzFindingException($"the case takes longer than {CaseLimit.TotalSeconds} s");
        }
        catch (AggregateException failure)
        {
            var cause = failure.InnerException;
            return cause as FuzzFindingException ?? new FuzzFindingException("an exception escaped: " + cause, failure);
        }
    }

    private FuzzInput Shrink(FuzzInput input, FuzzFindingException finding)
    {
        var watch = Stopwatch.StartNew();
        return FuzzShrinker.Shrink(input, smaller => watch.Elapsed < ShrinkLimit && Try(smaller) is { } other && IsSame(other, finding));
    }

    private static bool IsSame(FuzzFindingException one, FuzzFindingException other) => Start(one) == Start(other);

    private static string Start(FuzzFindingException finding) => finding.Message.Split(':', '\n')[0];
}
