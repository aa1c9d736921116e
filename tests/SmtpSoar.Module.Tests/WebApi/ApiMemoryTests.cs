using System;
using System.Collections;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Threading.Tasks;
using SmtpSoar.Module.Tests.Hosting;
using SmtpSoar.TestServer;
using SmtpSoar.Tests.Gmail;
using SmtpSoar.Tests.Graph;
using Xunit;
using Xunit.Abstractions;

namespace SmtpSoar.Module.Tests.WebApi;

/// <summary>
/// The memory of a process that sends a large file by an API, as the system counts it: its most at once. The variable SMTPSOAR_LARGE_MB
/// sets how large the largest is: 40 by default, 150 for the whole proof.
/// </summary>
public sealed class ApiMemoryTests(ITestOutputHelper output) : IDisposable
{
    private const int Mega = 1_000_000;

    // The first mail of a process has the draft, its ranges and all that is loaded for them. A larger file may add nothing but noise.
    private const int FirstSize = 5 * Mega;
    private const long MaxGrowth = 24 * Mega;

    private static readonly int Largest = int.Parse(Environment.GetEnvironmentVariable("SMTPSOAR_LARGE_MB") ?? "40", CultureInfo.InvariantCulture);

    private readonly TemporaryFolder _folder = new();
    private readonly ScriptedAuthority _authority = ScriptedAuthority.Giving();

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Graph_ALargeFile_TakesTheMemoryOfASmallOne()
    {
        using var server = new GraphServer { KeepsContent = false };
        long uploaded = 0;
        server.Afterwards = request =>
        {
            uploaded += request.Method == "PUT" ? request.Body.Length : 0;
            server.Http.Requests.Clear();
            return null;
        };

        await AssertFlatAsync(Graph(server), FirstSize, Largest * Mega);

        Assert.Equal(2, server.Sent.Count);
        Assert.Equal(FirstSize + (Largest * Mega), uploaded);
        Assert.Empty(server.Drafts);
    }

    [Fact]
    public async Task Gmail_AMailAtItsLimit_TakesTheMemoryOfASmallOne()
    {
        using var server = new GmailServer();
        var key = RSA.Create(2048).ExportPkcs8PrivateKeyPem().Replace("\n", "\\n", StringComparison.Ordinal);
        var file = _folder.Write("key.json", $$"""{"type":"service_account","private_key_id":"1","client_email":"robot@p.iam.gserviceaccount.com","private_key":"{{key}}"}""");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        await AssertFlatAsync(Gmail(server, file), FirstSize, 26 * Mega);

        Assert.Equal(2, server.Sent.Count);
        Assert.InRange(server.Sent[1].Length, 35 * Mega, 36_700_160);
    }

    private async Task AssertFlatAsync(Hashtable asset, params int[] sizes)
    {
        var peaks = new long[sizes.Length];
        for (var i = 0; i < sizes.Length; i++)
        {
            peaks[i] = await PeakAsync(asset, sizes[i]);
            output.WriteLine($"{sizes[i] / Mega} MB: {peaks[i] / Mega} MB at most");
        }

        Assert.InRange(peaks.Max() - peaks[0], long.MinValue, MaxGrowth);
    }

    // Each in a process of its own: the system's count never goes down.
    private async Task<long> PeakAsync(Hashtable asset, int size)
    {
        var path = _folder[$"{size}.bin"];
        await using (var file = File.Create(path))
            file.SetLength(size);
        var settings = string.Join("; ", asset.Cast<DictionaryEntry>().Select(setting => $"{setting.Key} = '{setting.Value}'"));
        var lines = await Probe.RunAsync(
            $$"""
            $env:SMTPSOAR_DATA = '{{_folder["data"]}}'
            Import-Module '{{BuiltModule.Manifest}}'
            $result = Send-SoarEmail -To to@example.org -Subject large -Body text -Attachments '{{path}}' -Asset @{ {{settings}} }
            $result.Status
            [Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64
            """);
        Assert.Equal("success", lines[0]);
        return long.Parse(lines[1], CultureInfo.InvariantCulture);
    }

    private Hashtable Graph(GraphServer server) => ApiAsset("MicrosoftGraph", server.Http.Port, ("OAuthFlow", "ClientCredentials"), ("ClientId", "client"), ("ClientSecret", "s3cret"), ("SenderAddress", "from@example.org"));

    private Hashtable Gmail(GmailServer server, string key) => ApiAsset("GmailApi", server.Http.Port, ("OAuthFlow", "ServiceAccount"), ("ServiceAccountKey", key), ("Scopes", "https://www.googleapis.com/auth/gmail.send"), ("Username", "from@example.org"));

    private Hashtable ApiAsset(string transport, int port, params (string Name, string Value)[] login)
    {
        var asset = new Hashtable
        {
            ["Transport"] = transport,
            ["Server"] = "127.0.0.1",
            ["Port"] = port,
            ["SslMethod"] = "None",
            ["TokenUrl"] = _authority.Url.OriginalString,
            ["RetryCount"] = 0,
        };
        foreach (var (name, value) in login)
            asset[name] = value;
        return asset;
    }
}
