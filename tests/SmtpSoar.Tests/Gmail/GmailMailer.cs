using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text.Json;
using System.Threading.Tasks;
using SmtpSoar.Core;
using SmtpSoar.TestServer;
using SmtpSoar.Tests.Delivery;
using SmtpSoar.Tests.OAuth;
using SmtpSoar.Tests.WebApi;
using Xunit;

namespace SmtpSoar.Tests.Gmail;

/// <summary>An asset that sends by the loopback Gmail, with the token of a service account.</summary>
internal sealed class GmailMailer : IDisposable
{
    // One for all tests: to make a key takes longer than most of them.
    private static readonly (string Pem, RSAParameters Parameters) Made = Make();

    private readonly OAuthMailer _login;

    public GmailMailer(Action<SmtpAsset>? change = null)
    {
        Key.ImportParameters(Made.Parameters);
        var asset = ApiAsset.For(MailTransport.GmailApi, Server.Http, Authority);
        (asset.OAuthFlow, asset.ServiceAccountKey) = (OAuthFlow.ServiceAccount, KeyFile());
        asset.Scopes = ["https://www.googleapis.com/auth/gmail.send"];
        asset.Username = "from@example.org";
        change?.Invoke(asset);
        _login = new OAuthMailer(asset);
        Mailer = _login.NewMailer();
    }

    public GmailServer Server { get; } = new();

    public ScriptedAuthority Authority { get; } = ScriptedAuthority.Giving();

    public RSA Key { get; } = RSA.Create();

    /// <summary>Room for files of a test.</summary>
    public TemporaryFolder Files { get; } = new();

    public Mailer Mailer { get; }

    public SmtpAsset Asset => Mailer.Asset;

    /// <summary>Sends, and makes sure that no token and nothing of the key shows.</summary>
    public async Task<MailOutcome> SendAsync(MailRequest? request = null)
    {
        var outcome = await Mailer.SendAsync(request ?? Mailer.Request());
        var texts = Mailer.Feedback.Details.Concat(Mailer.Feedback.Warnings).Append(outcome.Result.ToJson()).Append(outcome.Error?.ToString() ?? "").ToList();
        _login.AssertHides(texts);
        var key = Made.Pem.Split('\n')[1];
        Assert.DoesNotContain(texts, text => text.Contains("t0ken-number", StringComparison.Ordinal) || text.Contains(key, StringComparison.Ordinal));
        return outcome;
    }

    /// <summary>Writes the key's file anew.</summary>
    public void WriteKey(string content) => WriteKey(content, Asset.ServiceAccountKey!);

    public void Dispose()
    {
        Mailer.Dispose();
        _login.Dispose();
        Server.Dispose();
        Authority.Dispose();
        Key.Dispose();
        Files.Dispose();
    }

    private static (string Pem, RSAParameters Parameters) Make()
    {
        using var key = RSA.Create(2048);
        return (key.ExportPkcs8PrivateKeyPem(), key.ExportParameters(includePrivateParameters: true));
    }

    private string KeyFile() => WriteKey(
        JsonSerializer.Serialize(new
        {
            type = "service_account",
            project_id = "project",
            private_key_id = "key-1",
            private_key = Made.Pem,
            client_email = "robot@project.iam.gserviceaccount.com",
        }),
        Path.Combine(Files.Path, "key.json"));

    private static string WriteKey(string content, string path)
    {
        File.WriteAllText(path, content);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return path;
    }
}
