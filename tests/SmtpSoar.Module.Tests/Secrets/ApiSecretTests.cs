using System;
using System.Collections;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text.Json;
using SmtpSoar.Module.Tests.Assets;
using SmtpSoar.Module.Tests.Hosting;
using SmtpSoar.TestServer;
using SmtpSoar.Tests.Gmail;
using SmtpSoar.Tests.Graph;
using Xunit;

namespace SmtpSoar.Module.Tests.Secrets;

/// <summary>Client secret, service account key, its assertions and the tokens: in no stream, log, error, result, outbox, or kept file.</summary>
[Collection(DataFolderGroup.Name)]
public sealed class ApiSecretTests : SecretTest
{
    private const string Token = "Token-canary-31ce";
    private const string Loud = " -Verbose -Debug -ProtocolLog $folder/log.txt";
    private const string Everything =
        "Test-SmtpAsset $asset" + Loud + "; Send-SoarEmail a@example.org s b -Bcc c@example.org -Asset $asset" + Loud
        + "; Send-SoarEmail a@example.org s b -Attachments $large -Asset $asset -Outbox $folder/box" + Loud
        + "; Send-SoarOutbox $folder/box -Asset $asset -Force" + Loud + "; Get-SoarOutbox $folder/box; $asset; \"$asset\"";

    private readonly string? _variable = Environment.GetEnvironmentVariable(UserData.Variable);
    private readonly TemporaryFolder _keys = new();
    private readonly ScriptedAuthority _authority;
    private readonly GraphServer _graph;
    private readonly GmailServer _gmail;
    private Func<ScriptedAuthority.Request, ScriptedAuthority.Answer> _answer = _ => ScriptedAuthority.Answer.Json($$"""{"access_token":"{{Token}}","token_type":"Bearer","expires_in":3600}""");

    public ApiSecretTests()
    {
        Environment.SetEnvironmentVariable(UserData.Variable, Folder["data"]);
        _authority = Own(new ScriptedAuthority(request => _answer(request)));
        (_graph, _gmail) = (Own(new GraphServer()), Own(new GmailServer()));
        Watch(Token);
        Engine.SetVariable("large", _keys.Write("large.txt", new string('x', 3_200_000)));
    }

    [Theory]
    [InlineData("Graph")]
    [InlineData("Gmail")]
    public void Mails_ThatGo_ShowNothing(string api)
    {
        SetAsset(api);

        RunWatched(Everything);

        Assert.Empty(Engine.Errors);
        Assert.Equal(3, _graph.Sent.Count + _gmail.Sent.Count);
    }

    [Theory]
    [InlineData("Graph", 401)]
    [InlineData("Graph", 403)]
    [InlineData("Gmail", 401)]
    [InlineData("Gmail", 403)]
    public void Api_ThatQuotesWhatItHeard_ShowsNothing(string api, int status)
    {
        SetAsset(api);
        _graph.Instead = request => GraphServer.Error(status, "ErrorAccessDenied", $"no {request.Header("Authorization")}");
        _gmail.Instead = request => GmailServer.Error(status, "forbidden", $"no {request.Header("Authorization")}");

        RunWatched(Everything);

        Assert.NotEmpty(Engine.Errors);
    }

    [Theory]
    [InlineData("Graph")]
    [InlineData("Gmail")]
    public void Authority_ThatQuotesWhatItHeard_ShowsNothing(string api)
    {
        SetAsset(api);
        _answer = request =>
        {
            // An assertion is a login of its own, for an hour.
            if (api == "Gmail")
                Watch(Uri.UnescapeDataString(request.Body.Split('&').Single(pair => pair.StartsWith("assertion=", StringComparison.Ordinal))["assertion=".Length..]).Split('.')[2]);
            return ScriptedAuthority.Answer.Json(JsonSerializer.Serialize(new { error = "invalid_client", error_description = $"no {request.Body} {request.Authorization}" }), 400);
        };

        RunWatched(Everything);

        Assert.NotEmpty(Engine.Errors);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _keys.Dispose();
        Environment.SetEnvironmentVariable(UserData.Variable, _variable);
    }

    private void SetAsset(string api)
    {
        var asset = new Hashtable
        {
            ["Server"] = "127.0.0.1",
            ["SslMethod"] = "None",
            ["TokenUrl"] = _authority.Url.OriginalString,
            ["RetryCount"] = 0,
            ["SenderAddress"] = "from@example.org",
        };
        if (api == "Graph")
            (asset["Transport"], asset["Port"], asset["OAuthFlow"], asset["ClientId"], asset["ClientSecret"]) =
                ("MicrosoftGraph", _graph.Http.Port, "ClientCredentials", "client", ClientSecret);
        else
            (asset["Transport"], asset["Port"], asset["OAuthFlow"], asset["ServiceAccountKey"], asset["Scopes"], asset["Username"]) =
                ("GmailApi", _gmail.Http.Port, "ServiceAccount", KeyFile(), "https://www.googleapis.com/auth/gmail.send", "from@example.org");
        Engine.SetVariable("settings", asset);
        Engine.Run("$asset = Import-SmtpAsset $settings");
    }

    // A line out of the middle of the key is watched for.
    private string KeyFile()
    {
        using var key = RSA.Create(2048);
        var pem = key.ExportPkcs8PrivateKeyPem();
        Watch(pem.Split('\n')[12]);
        var path = _keys.Write("key.json", JsonSerializer.Serialize(new { type = "service_account", private_key_id = "1", client_email = "robot@p.iam.gserviceaccount.com", private_key = pem }));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return path;
    }
}
