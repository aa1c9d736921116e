using System;
using System.Globalization;

namespace SmtpSoar.Tests.Fuzzing;

/// <summary>What a run of the fuzzers is told by its environment.</summary>
internal static class FuzzSettings
{
    private const int DefaultSeconds = 8;

    /// <summary>The seed, from which all cases follow: <c>SMTPSOAR_FUZZ_SEED</c>, else another one each time.</summary>
    public static int Seed { get; } = Number("SMTPSOAR_FUZZ_SEED") ?? (int)(DateTime.UtcNow.Ticks & int.MaxValue);

    /// <summary>How long all fuzzers together run: <c>SMTPSOAR_FUZZ_SECONDS</c>.</summary>
    public static TimeSpan Budget { get; } = TimeSpan.FromSeconds(Number("SMTPSOAR_FUZZ_SECONDS") ?? DefaultSeconds);

    /// <summary>The one case that is to run again, by its number: <c>SMTPSOAR_FUZZ_CASE</c>.</summary>
    public static int? Case { get; } = Number("SMTPSOAR_FUZZ_CASE");

    /// <summary>A file that gets a line for each fuzzer with the number of its cases: <c>SMTPSOAR_FUZZ_REPORT</c>.</summary>
    public static string? Report { get; } = Variable("SMTPSOAR_FUZZ_REPORT");

    /// <summary>The random numbers of a case, the same on every machine.</summary>
    public static Random RandomOf(string fuzzer, int number)
    {
        var hash = 2_166_136_261u;
        foreach (var c in string.Create(CultureInfo.InvariantCulture, $"{Seed}/{fuzzer}/{number}"))
            hash = (hash ^ c) * 16_777_619u;
        return new Random((int)(hash & int.MaxValue));
    }

    private static int? Number(string name) =>
        int.TryParse(Variable(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
