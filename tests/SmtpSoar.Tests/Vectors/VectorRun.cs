using System;
using System.Collections;
using System.IO;
using System.Linq;
using System.Text.Json;
using SmtpSoar.TestServer;
using SmtpSoar.Tests.Engine;

namespace SmtpSoar.Tests.Vectors;

/// <summary>Gives a vector to the command that stands for its action, and holds what came of it.</summary>
public sealed class VectorRun : IDisposable
{
    private readonly SmtpTestServer _server;
    private readonly DirectoryInfo _vault = Directory.CreateTempSubdirectory("vector-vault-");

    public VectorRun(ConnectorVector vector, CmdletEngine engine)
    {
        _server = SmtpTestServer.Start(VectorServer.OptionsFor(vector.Server));
        foreach (var file in vector.Vault)
            Add(file, engine);
        Command = engine.Call(CommandFor(vector.Action), Parameters(vector));
    }

    /// <summary>What the command wrote.</summary>
    public CommandRun Command { get; }

    /// <summary>The message that arrived.</summary>
    public ReceivedMessage Received => _server.Messages.Single();

    public int Connections => _server.Connections.Count;

    public void Dispose()
    {
        _server.Dispose();
        _vault.Delete(recursive: true);
    }

    private static string CommandFor(string action) => action switch
    {
        "send_email" => "Send-SoarEmail",
        "send_htmlemail" => "Send-SoarHtmlEmail",
        "send_rawemail" => "Send-SoarRawEmail",
        _ => throw new NotSupportedException(action),
    };

    private Hashtable Parameters(ConnectorVector vector)
    {
        var parameters = Values(vector.Parameters);
        parameters["Asset"] = Values(vector.Asset);
        if (vector.Action != "send_rawemail")
            parameters["VaultPath"] = _vault.FullName;
        return parameters;
    }

    private void Add(VectorFile file, CmdletEngine engine)
    {
        using var source = new Raw.TemporaryFile(file.Content);
        var run = engine.Call("Add-SoarVaultFile", new Hashtable { ["LiteralPath"] = source.Path, ["Name"] = file.Name, ["VaultPath"] = _vault.FullName });
        var added = (VaultFile)run.Output.Single().BaseObject;
        Xunit.Assert.Equal((file.VaultId, file.Sha256), (added.VaultId, added.Sha256));
    }

    private Hashtable Values(JsonElement settings) =>
        new(settings.EnumerateObject().ToDictionary(item => item.Name, item => Value(item.Value)));

    private object? Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ when value.GetString() == "{port}" => _server.Port,
        _ => value.GetString(),
    };
}
