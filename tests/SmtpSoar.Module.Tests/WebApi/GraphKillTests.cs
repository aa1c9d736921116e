using System;
using System.Collections;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Module.Tests.Hosting;
using SmtpSoar.Module.Tests.Outbox;
using SmtpSoar.TestServer;
using SmtpSoar.Tests.Graph;
using Xunit;

namespace SmtpSoar.Module.Tests.WebApi;

/// <summary>
/// A process that sends a large mail through an outbox by Graph is killed at one step of the draft. The next one finishes: nothing is
/// lost, nothing goes twice unmarked, and no draft stays. Some steps by default; SMTPSOAR_KILLS of 200 or more takes all of them.
/// </summary>
public sealed class GraphKillTests : IDisposable
{
    private const int LargeSize = 5_000_000;
    private const int SmallSize = 2_500_000;

    // Does what the next process does about it, as a scheduled task would.
    private const string Finish =
        """
        function Show { $entry = Get-SoarOutbox $box; "$($entry.State) $($entry.Resent)" }
        $null = Send-SoarOutbox $box -Asset $asset -Force
        Show
        if (Get-SoarOutbox $box -State Unknown) { $null = Send-SoarOutbox $box -Asset $asset -Force -ResendUnknown; Show }
        """;

    private static readonly bool IsWhole = int.TryParse(Environment.GetEnvironmentVariable("SMTPSOAR_KILLS"), out var kills) && kills >= 200;

    // Each request of a draft, and whether the server has served it by then.
    private static readonly Place[] All =
    [
        new("GET", "/messages", 1, isServed: false),
        new("POST", "/messages", 1, isServed: false),
        new("POST", "/messages", 1, isServed: true),
        new("POST", "/createUploadSession", 1, isServed: false),
        new("POST", "/createUploadSession", 1, isServed: true),
        new("PUT", "", 1, isServed: false),
        new("PUT", "", 1, isServed: true),
        new("PUT", "", 2, isServed: false),
        new("PUT", "", 2, isServed: true),
        new("POST", "/attachments", 1, isServed: false),
        new("POST", "/attachments", 1, isServed: true),
        new("POST", "/send", 1, isServed: false),
        new("POST", "/send", 1, isServed: true),
    ];

    private readonly TemporaryFolder _folder = new();
    private readonly ScriptedAuthority _authority = ScriptedAuthority.Giving();

    public static TheoryData<string> Places => [.. All.Where(place => IsWhole || place.IsAlways).Select(place => place.ToString())];

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Killed_AtAStepOfADraft_NothingIsLostOrDoubledOrLeft(string name)
    {
        var place = All.Single(place => place.ToString() == name);
        using var server = new GraphServer();
        var (large, small) = (Write("large.bin", LargeSize), Write("small.bin", SmallSize));
        await KillAsync(server, place, $"Send-SoarEmail -To to@example.org -Subject once -Body text -Attachments '{large}', '{small}' -Asset $asset -Outbox $box");

        var states = await Probe.RunAsync(Script(server, Finish));

        var isMarked = place.Path == "/send";
        Assert.Equal(isMarked ? ["Unknown False", "Sent True"] : ["Sent False"], states);
        Assert.Equal(isMarked && place.IsServed ? 2 : 1, server.Sent.Count);
        Assert.All(server.Sent, sent => Assert.Equal([Digest(large), Digest(small)], sent.Attachments.Select(attachment => Digest(attachment.Content))));
        Assert.Empty(server.Drafts);
    }

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }

    private async Task KillAsync(GraphServer server, Place place, string command)
    {
        var (reached, never, count) = (new TaskCompletionSource(), new TaskCompletionSource(), 0);
        HttpTestReply? Hold(HttpTestRequest request)
        {
            if (!place.Is(request) || Interlocked.Increment(ref count) != place.Number)
                return null;
            reached.SetResult();
            return new HttpTestReply { After = never.Task, IsReset = true };
        }

        if (place.IsServed)
            server.Afterwards = Hold;
        else
            server.Instead = Hold;
        using (var child = new Child(Script(server, command)))
            await child.KillAsync(reached.Task);
        never.SetResult();
        (server.Instead, server.Afterwards) = (_ => null, _ => null);
    }

    private string Script(GraphServer server, string command) =>
        $$"""
        $env:SMTPSOAR_DATA = '{{_folder["data"]}}'
        Import-Module '{{BuiltModule.Manifest}}'
        $box = '{{_folder["outbox"]}}'
        $asset = @{ {{string.Join("; ", Asset(server).Cast<DictionaryEntry>().Select(setting => $"{setting.Key} = '{setting.Value}'"))}} }
        {{command}}
        """;

    private Hashtable Asset(GraphServer server) => new()
    {
        ["Transport"] = "MicrosoftGraph",
        ["Server"] = "127.0.0.1",
        ["Port"] = server.Http.Port,
        ["SslMethod"] = "None",
        ["OAuthFlow"] = "ClientCredentials",
        ["ClientId"] = "client",
        ["ClientSecret"] = "s3cret",
        ["TokenUrl"] = _authority.Url.OriginalString,
        ["SenderAddress"] = "from@example.org",
        ["RetryCount"] = 0,
    };

    private string Write(string name, int size)
    {
        File.WriteAllBytes(_folder[name], RandomNumberGenerator.GetBytes(size));
        return _folder[name];
    }

    private static string Digest(string path) => Digest(File.ReadAllBytes(path));

    private static string Digest(byte[] content) => Convert.ToHexString(SHA256.HashData(content));

    private sealed class Place(string method, string path, int number, bool isServed)
    {
        public string Path => path;

        public int Number => number;

        public bool IsServed => isServed;

        // In each run: the draft is there and nobody knows its id, and the mail is marked and not sent.
        public bool IsAlways => (method, path, isServed) is ("POST", "/messages", true) or ("POST", "/send", false);

        public bool Is(HttpTestRequest request) => request.Method == method && request.Path.EndsWith(path, StringComparison.Ordinal);

        public override string ToString() => $"{(isServed ? "after" : "before")} {method} {path} {number}";
    }
}
