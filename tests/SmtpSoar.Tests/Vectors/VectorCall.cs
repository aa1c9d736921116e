using System;
using System.Collections;
using System.IO;
using System.Linq;
using System.Text.Json;
using SmtpSoar.Tests.Engine;

namespace SmtpSoar.Tests.Vectors;

/// <summary>Gives a vector to the command that stands for its action, with its files in a vault.</summary>
public sealed class VectorCall : IDisposable
{
    private readonly DirectoryInfo _vault = Directory.CreateTempSubdirectory("vector-vault-");

    /// <param name="vector">The vector.</param>
    /// <param name="engine">The engine.</param>
    /// <param name="asset">The asset for it.</param>
    public VectorCall(ConnectorVector vector, CmdletEngine engine, Hashtable asset)
    {
        foreach (var file in vector.Vault)
            Add(file, engine);
        Command = engine.Call(CommandFor(vector.Action), Parameters(vector, asset));
    }

    /// <summary>The command's output.</summary>
    public CommandRun Command { get; }

    public void Dispose() => _vault.Delete(recursive: true);

    /// <summary>A vector's settings or parameters, with the port of the server.</summary>
    internal static Hashtable Values(JsonElement settings, int port) =>
        new(settings.EnumerateObject().ToDictionary(item => item.Name, item => Value(item.Value, port)));

    private static object? Value(JsonElement value, int port) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ when value.GetString() == "{port}" => port,
        _ => value.GetString(),
    };

    private static string CommandFor(string action) => action switch
    {
        "send_email" => "Send-SoarEmail",
        "send_htmlemail" => "Send-SoarHtmlEmail",
        "send_rawemail" => "Send-SoarRawEmail",
        _ => throw new NotSupportedException(action),
    };

    private Hashtable Parameters(ConnectorVector vector, Hashtable asset)
    {
        var parameters = Values(vector.Parameters, 0);
        parameters["Asset"] = asset;
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
}
