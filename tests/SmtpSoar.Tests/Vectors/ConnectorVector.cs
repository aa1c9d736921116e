using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace SmtpSoar.Tests.Vectors;

/// <summary>One input of the connector, and what it made of it on the wire.</summary>
public sealed class ConnectorVector
{
    private static readonly JsonElement[] All =
        [.. JsonDocument.Parse(File.ReadAllText(Path.Combine("Data", "connector.json"))).RootElement.EnumerateArray()];

    private readonly JsonElement _case;

    private ConnectorVector(JsonElement @case) => _case = @case;

    public static IEnumerable<string> Names => All.Select(NameOf);

    public string Name => NameOf(_case);

    /// <summary><c>send_email</c>, <c>send_htmlemail</c> or <c>send_rawemail</c>.</summary>
    public string Action => _case.GetProperty("action").GetString()!;

    public JsonElement Asset => _case.GetProperty("asset");

    public JsonElement Parameters => _case.GetProperty("parameters");

    /// <summary>What the server is told to be, or nothing.</summary>
    public JsonElement? Server => _case.TryGetProperty("server", out var server) ? server : null;

    public IReadOnlyList<VectorFile> Vault =>
        _case.TryGetProperty("vault", out var files) ? [.. files.EnumerateArray().Select(file => new VectorFile(file))] : [];

    public string Status => _case.GetProperty("connector").GetProperty("status").GetString()!;

    public ExpectedMessage Message => new(_case.GetProperty("connector").GetProperty("messages").EnumerateArray().Single());

    public static ConnectorVector Named(string name) => new(All.Single(item => NameOf(item) == name));

    /// <summary>Whether a parameter has text in it.</summary>
    public bool Has(string parameter) => Parameters.TryGetProperty(parameter, out var value) && value.GetString() is { Length: > 0 };

    private static string NameOf(JsonElement item) => item.GetProperty("name").GetString()!;
}
