using BenchmarkDotNet.Running;
using SmtpSoar.Benchmarks.Micro;

BenchmarkSwitcher.FromAssembly(typeof(ComposeBenchmarks).Assembly).Run(args);
