using System;
using System.Linq;
using System.Threading;
using BenchmarkDotNet.Attributes;
using SmtpSoar.Core.Composition;

namespace SmtpSoar.Benchmarks.Micro;

/// <summary>A request becomes the bytes of a message.</summary>
[MemoryDiagnoser]
public class ComposeBenchmarks
{
    private static readonly string Text = string.Concat(Enumerable.Repeat(new string('x', 76) + "\r\n", 13));

    private readonly MessageFactory _factory = new(new SmtpAsset { Server = "mail.example.org", SenderAddress = "soar@example.org" }, TimeProvider.System);

    private readonly EmailRequest _plain = new() { To = ["analyst@example.org"], Subject = "Case 4711", Body = Text };

    private readonly EmailRequest _international = new() { To = ["Jörg Müller <analyst@example.org>"], Subject = "Fälle für heute", Body = "Größe: " + Text };

    private readonly HtmlEmailRequest _html = new() { To = ["analyst@example.org"], Subject = "Case 4711", HtmlBody = $"<html><body><h1>Case</h1><p>{Text}</p></body></html>" };

    /// <summary>ASCII text of 1 KiB.</summary>
    [Benchmark(Baseline = true)]
    public object Plain() => _factory.Create(_plain, CancellationToken.None);

    /// <summary>Encoded-words and quoted-printable.</summary>
    [Benchmark]
    public object International() => _factory.Create(_international, CancellationToken.None);

    /// <summary>HTML with the text part made from it.</summary>
    [Benchmark]
    public object Html() => _factory.Create(_html, CancellationToken.None);
}
