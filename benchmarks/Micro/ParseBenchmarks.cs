using System.Linq;
using BenchmarkDotNet.Attributes;
using SmtpSoar.Core.Addresses;
using SmtpSoar.Core.Smtp.Protocol;

namespace SmtpSoar.Benchmarks.Micro;

/// <summary>What is read for each mail: addresses and replies.</summary>
[MemoryDiagnoser]
public class ParseBenchmarks
{
    private static readonly string[] One = ["analyst@example.org"];

    private static readonly string[] Named = ["\"Doe, Jane\" <jane@example.org>"];

    private static readonly string[] Hundred = [string.Join(", ", Enumerable.Range(1, 100).Select(i => $"User {i} <user{i}@example.org>"))];

    /// <summary>An address alone.</summary>
    [Benchmark(Baseline = true)]
    public object Address() => AddressList.Parse(One, "-To");

    /// <summary>One with a quoted name.</summary>
    [Benchmark]
    public object NamedAddress() => AddressList.Parse(Named, "-To");

    /// <summary>A list of a hundred.</summary>
    [Benchmark]
    public object HundredAddresses() => AddressList.Parse(Hundred, "-To");

    /// <summary>A server's reply.</summary>
    [Benchmark]
    public object Reply() => ReplyParser.Parse(250, "2.0.0 Ok: queued as 4Xyz0123456789");
}
