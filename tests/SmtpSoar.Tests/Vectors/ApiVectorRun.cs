using System;
using System.Collections;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using SmtpSoar.TestServer;
using SmtpSoar.Tests.Delivery;
using SmtpSoar.Tests.Engine;
using SmtpSoar.Tests.Gmail;
using SmtpSoar.Tests.Graph;

namespace SmtpSoar.Tests.Vectors;

/// <summary>The loopback Graph and Gmail, an authority for both, and vectors that go by them.</summary>
public sealed class ApiVectorRun : IDisposable
{
    private const string Variable = "SMTPSOAR_DATA";

    private readonly string? _before = Environment.GetEnvironmentVariable(Variable);
    private readonly TemporaryFolder _folder = new();
    private readonly ScriptedAuthority _authority = ScriptedAuthority.Giving();
    private readonly GraphServer _graph = new();
    private readonly GmailServer _gmail = new();
    private readonly CmdletEngine _engine = new();

    public ApiVectorRun()
    {
        Environment.SetEnvironmentVariable(Variable, Path.Combine(_folder.Path, "data"));
        using var key = RSA.Create(2048);
        KeyFile = _folder.Write("key.json", System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(new
        {
            type = "service_account",
            private_key_id = "1",
            client_email = "robot@project.iam.gserviceaccount.com",
            private_key = key.ExportPkcs8PrivateKeyPem(),
        }));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(KeyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private string KeyFile { get; }

    /// <summary>Sends a vector by one of the APIs.</summary>
    /// <param name="vector">The vector.</param>
    /// <param name="transport">The API.</param>
    /// <returns>The command's output, and what arrived: nothing where it was refused.</returns>
    public (CommandRun Command, byte[]? Arrived) Send(ConnectorVector vector, MailTransport transport)
    {
        _graph.Sent.Clear();
        _gmail.Sent.Clear();
        using var call = new VectorCall(vector, _engine, Asset(vector, transport));
        return (call.Command, _graph.Sent.Select(sent => sent.Mime).Concat(_gmail.Sent).SingleOrDefault());
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Variable, _before);
        _engine.Dispose();
        _graph.Dispose();
        _gmail.Dispose();
        _authority.Dispose();
        _folder.Dispose();
    }

    // Only the way out is another one: what the mail shall be stays.
    private Hashtable Asset(ConnectorVector vector, MailTransport transport)
    {
        var asset = VectorCall.Values(vector.Asset, 0);
        foreach (var name in new[] { "auth_type", "password" })
            asset.Remove(name);
        asset["server"] = "127.0.0.1";
        asset["port"] = transport == MailTransport.MicrosoftGraph ? _graph.Http.Port : _gmail.Http.Port;
        asset["ssl_config"] = "None";
        asset["Transport"] = transport;
        asset["TokenUrl"] = _authority.Url.OriginalString;
        if (transport == MailTransport.MicrosoftGraph)
            (asset["OAuthFlow"], asset["ClientId"], asset["ClientSecret"]) = (OAuthFlow.ClientCredentials, "client", "s3cret");
        else
            (asset["OAuthFlow"], asset["ServiceAccountKey"], asset["Scopes"]) = (OAuthFlow.ServiceAccount, KeyFile, "https://www.googleapis.com/auth/gmail.send");
        return asset;
    }
}
