using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core;
using SmtpSoar.Core.Transport;
using SmtpSoar.Tests.Graph;
using Xunit;

namespace SmtpSoar.Tests.Transport;

/// <summary>The connector's raw messages go by both APIs as they go by SMTP, but for the field with the blind recipients.</summary>
public sealed class ApiVectorTests
{
    private static readonly Dictionary<string, JsonElement> Vectors = JsonDocument
        .Parse(File.ReadAllText(Path.Combine("Data", "raw-vectors.json")))
        .RootElement.EnumerateArray()
        .ToDictionary(vector => vector.GetProperty("name").GetString()!);

    public static TheoryData<string> Names => [.. Vectors.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Graph_ConnectorVector_ArrivesAsGiven(string name)
    {
        using var mailer = new GraphMailer();

        await mailer.SucceedAsync(Request(name));

        AssertArrived(name, Assert.Single(mailer.Server.Sent).Mime);
        Assert.Equal(Recipients(name), mailer.Server.Sent[0].Recipients.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Gmail_ConnectorVector_ArrivesAsGiven(string name)
    {
        using var harness = GmailTransportTests.Begin();
        using var transport = harness.Create();
        using var service = new MailService(harness.Options);
        var prepared = service.Prepare(Request(name), CancellationToken.None);

        Assert.Null((await transport.SendAsync(new OutboundMessage(prepared.Message!), CancellationToken.None)).Failure);

        AssertArrived(name, Assert.Single(harness.Accepted));
    }

    private static RawEmailRequest Request(string name) => new() { Text = Vectors[name].GetProperty("raw_email").GetString()! };

    private static IEnumerable<string> Recipients(string name) =>
        Vectors[name].GetProperty("recipients").EnumerateArray().Select(item => item.GetString()!).Order(StringComparer.Ordinal);

    private static void AssertArrived(string name, byte[] arrived)
    {
        var text = Encoding.UTF8.GetString(arrived);
        if (text.StartsWith("Bcc: ", StringComparison.Ordinal))
            text = text[(text.IndexOf("\r\n", StringComparison.Ordinal) + 2)..];
        Assert.Equal(Vectors[name].GetProperty("wire").GetString(), text);
    }
}
