using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Net;
using System.Text;
using SmtpSoar.Module.Tests.Hosting;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Module.Tests.Assets;

/// <summary>An engine with the module, and a data folder of its own.</summary>
[Collection(DataFolderGroup.Name)]
public abstract class AssetEngineTest : EngineTest
{
    protected const string Canary = "cAnArY-5ecret";

    private readonly string? _variable = Environment.GetEnvironmentVariable(UserData.Variable);

    protected AssetEngineTest()
    {
        Environment.SetEnvironmentVariable(UserData.Variable, Data);
        Engine.SetVariable("secret", new NetworkCredential("", Canary).SecurePassword);
    }

    protected string Data => Folder["data"];

    protected string[] Names(string command = "Get-SmtpAsset") => [.. Engine.Run(command).Select(asset => (string)((dynamic)asset).Name)];

    protected bool HasStoredFiles => Directory.Exists(Data) && Directory.GetFiles(Data, "*", SearchOption.AllDirectories).Length > 0;

    /// <summary>Registers an asset with a password for a server that asks for it.</summary>
    protected SmtpTestServer RegisterServer(string name, string switches = "")
    {
        var server = StartServer(new ServerOptions
        {
            AuthMechanisms = ["PLAIN"],
            Users = new Dictionary<string, string> { ["someone"] = Canary },
            RequireAuthentication = true,
            AdvertiseAuthBeforeTls = true,
        });
        Engine.Run($"New-SmtpAsset $asset.server -Port $asset.port -SslMethod None -Username someone -Password $secret -SenderAddress sender@example.org | Register-SmtpAsset -Name '{name}' {switches}");
        Assert.Empty(Engine.Errors);
        return server;
    }

    /// <summary>All that the last run wrote to any stream.</summary>
    protected string Everything(IEnumerable<PSObject> output)
    {
        var text = new StringBuilder();
        foreach (var item in output.Cast<object>().Concat(Engine.Errors).Concat(Engine.Streams.Verbose).Concat(Engine.Streams.Debug).Concat(Engine.Streams.Warning).Concat(Engine.Streams.Information))
            text.AppendLine(item.ToString()).AppendLine(PSSerializer.Serialize(item, 5));
        return text.Append(Engine.Host.Text).ToString();
    }

    protected override void Dispose(bool disposing)
    {
        Environment.SetEnvironmentVariable(UserData.Variable, _variable);
        base.Dispose(disposing);
    }
}
