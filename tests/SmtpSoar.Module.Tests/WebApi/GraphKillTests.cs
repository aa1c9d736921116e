using System;
using System.Collections;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Module.Tests.Hosting;
using SmtpSoar.Module.Tests.Outbox;
using SmtpSoar.Shared.Tests;
using SmtpSoar.TestServer;
using SmtpSoar.Tests.Graph;
using Xunit;

namespace SmtpSoar.Module.Tests.WebApi;

/// <summary>
/// A process that sends a large mail through an outbox by Graph is killed at one step of the draft. One plain Send-SoarOutbox finishes:
/// nothing is lost, nothing goes twice, and no draft stays; where Graph can't be asked meanwhile, the message names the draft. Some steps
/// by default; SMTPSOAR_KILLS of 200 or more takes all of them.
/// </summary>
public sealed class GraphKillTests : IDisposable
{
    private const int LargeSize = 5_000_000;
    private const int SmallSize = 2_500_000;

    private const string Mail =
        "Send-SoarEmail -To to@example.org -Subject once -Body text -Attachments $large, $small -Asset $asset -Outbox $box";

    private const string Show = """Get-SoarOutbox $box | ForEach-Object { "$($_.State) $($_.Resent)"; $_.LastError } """;

    // Does what the next process does about it, as a scheduled task would.
    private const string Finish = $"$null = Send-SoarOutbox $box -Asset $asset; {Show}";

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
    private string? _outbox;

    public GraphKillTests() => (Large, Small) = (Write("large.bin", LargeSize), Write("small.bin", SmallSize));

    public static TheoryData<string> Places => [.. All.Where(place => IsWhole || place.IsAlways).Select(place => place.ToString())];

    private string Large { get; }

    private string Small { get; }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Killed_AtAStepOfADraft_NothingIsLostOrDoubledOrLeft(string name)
    {
        using var server = new GraphServer();
        await KillAsync(server, All.Single(place => place.ToString() == name), Mail);

        Assert.Equal(["Sent False"], await Probe.RunAsync(Script(server, Finish)));

        AssertSentOnce(server);
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Killed_AtAStepOfADraftWhileGraphDoesNotTell_TheDraftIsNamedUntilItDoes(string name)
    {
        var place = All.Single(place => place.ToString() == name);
        using var server = new GraphServer();
        await KillAsync(server, place, Mail);
        server.Instead = _ => GraphServer.Error(403, "ErrorAccessDenied");

        var lines = await Probe.RunAsync(Script(server, $"$ErrorActionPreference = 'SilentlyContinue'; {Finish}"));

        Assert.Equal(place.IsMarked ? "Unknown False" : "Waiting False", lines[0]);
        Assert.All(server.Drafts, draft => Assert.True(IsNamed(draft, lines[1]), lines[1]));
        Assert.Equal(place is { IsMarked: true, IsServed: true } ? 1 : 0, server.Sent.Count);
        server.Instead = _ => null;
        Assert.Equal(["Sent False"], await Probe.RunAsync(Script(server, $"$null = Send-SoarOutbox $box -Asset $asset -Force; {Show}")));
        AssertSentOnce(server);
    }

    [Fact]
    public async Task Killed_BeforeTheDraftIsSent_ItIsAskedAlsoWhereTheMailIsToBeSentAgain()
    {
        using var server = new GraphServer();
        await KillAsync(server, All.Single(place => place is { IsMarked: true, IsServed: false }), Mail);
        var asked = server.Http.Requests.Count;

        var lines = await Probe.RunAsync(Script(server, $"Send-SoarOutbox $box -Asset $asset -ResendUnknown -WhatIf; {Show}"));

        Assert.Equal("Unknown False", lines[^2]);
        Assert.Contains("the draft with the id draft=1 in the mailbox from@example.org", lines[^1], StringComparison.Ordinal);
        Assert.Equal(asked, server.Http.Requests.Count);
        var again = "(Get-SoarOutbox $box | Send-SoarOutbox $box -Asset $asset -ResendUnknown).Status";
        Assert.Equal(["success", "Sent False"], await Probe.RunAsync(Script(server, $"{again}; {Show}")));
        AssertSentOnce(server);
    }

    [PostgresFact]
    public async Task Killed_WithAnOutboxInADatabase_TheSameHolds()
    {
        using var cluster = PostgresCluster.Start(BuiltModule.Repository);
        foreach (var place in All.Where(place => place.IsMarked || IsWhole))
        {
            using var server = new GraphServer();
            var database = $"mail{server.Http.Port}";
            cluster.Sql($"create database {database}");
            _outbox = cluster.Address(database);
            await KillAsync(server, place, $"$null = Initialize-SoarOutbox $box; {Mail}");

            // The lease of the killed process has to end first.
            var wait = "while (Get-SoarOutbox $box -State Sending, Waiting, Unknown) { $null = Send-SoarOutbox $box -Asset $asset -WarningAction Ignore }";
            Assert.Equal(["Sent False"], await Probe.RunAsync(Script(server, $"{wait}; {Show}"), TimeSpan.FromMinutes(2)));

            AssertSentOnce(server);
        }
    }

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }

    private static bool IsNamed(string draft, string error) =>
        error.Contains("from@example.org", StringComparison.Ordinal)
        && (error.Contains($"the id {draft}", StringComparison.Ordinal) || error.Contains("the Message-ID <", StringComparison.Ordinal));

    private void AssertSentOnce(GraphServer server)
    {
        var sent = Assert.Single(server.Sent);
        Assert.Equal([Digest(Large), Digest(Small)], sent.Attachments.Select(attachment => Digest(attachment.Content)));
        Assert.Empty(server.Drafts);
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
        $box = '{{_outbox ?? _folder["outbox"]}}'
        $large, $small = '{{Large}}', '{{Small}}'
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
        public int Number => number;

        public bool IsServed => isServed;

        // From here on the mail may have gone.
        public bool IsMarked => path == "/send";

        // In each run: the draft is there and nobody knows its id; the mail is marked, and was sent or not.
        public bool IsAlways => (method, path, isServed) is ("POST", "/messages", true) or ("POST", "/send", _);

        public bool Is(HttpTestRequest request) => request.Method == method && request.Path.EndsWith(path, StringComparison.Ordinal);

        public override string ToString() => $"{(isServed ? "after" : "before")} {method} {path} {number}";
    }
}
