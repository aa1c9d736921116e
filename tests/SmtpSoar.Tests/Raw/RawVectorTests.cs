using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using SmtpSoar.Core.Raw;
using Xunit;

namespace SmtpSoar.Tests.Raw;

public sealed class RawVectorTests
{
    private static readonly Dictionary<string, JsonElement> Vectors = JsonDocument
        .Parse(File.ReadAllText(Path.Combine("Data", "raw-vectors.json")))
        .RootElement.EnumerateArray()
        .ToDictionary(vector => vector.GetProperty("name").GetString()!);

    public static TheoryData<string> Names => [.. Vectors.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void FromText_ConnectorVector_GivesBytesAsGiven(string name)
    {
        var message = Read(name);

        var wire = RawTestMessages.WireText(message);

        Assert.Equal(Vectors[name].GetProperty("wire").GetString(), wire);
        Assert.Equal(RawTestMessages.Wire(message).LongLength, RawTestMessages.Render(message).Size);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void FromText_ConnectorVector_FindsSenderAndRecipients(string name)
    {
        var message = Read(name);

        var recipients = RawTestMessages.Addresses([.. message.To, .. message.Cc, .. message.Bcc]);

        Assert.Equal(Strings(name, "recipients"), recipients);
        Assert.Equal([Vectors[name].GetProperty("mail_from").GetString()!], RawTestMessages.Addresses(message.From));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void FromFile_ConnectorVectorAsFile_GivesTheSameBytes(string name)
    {
        using var file = new TemporaryFile(Vectors[name].GetProperty("wire").GetString()!.TrimEnd('\r', '\n') + "\n\n");

        var message = RawTestMessages.FromFile(file.Path);

        Assert.Equal(File.ReadAllText(file.Path).Replace("\r\n", "\n").Replace("\n", "\r\n"), RawTestMessages.WireText(message));
    }

    private static RawMessage Read(string name) =>
        RawMessageReader.FromText(Vectors[name].GetProperty("raw_email").GetString()!);

    private static string[] Strings(string name, string property) =>
        Vectors[name].GetProperty(property).EnumerateArray().Select(item => item.GetString()!).ToArray();
}
