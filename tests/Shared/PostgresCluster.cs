using System;
using System.Diagnostics;
using System.IO;
using System.Net;
using System.Net.Sockets;

namespace SmtpSoar.Shared.Tests;

/// <summary>A PostgreSQL server of a test's own, which may crash and be promoted: <c>tests/servers/postgres/cluster.sh</c>.</summary>
internal sealed class PostgresCluster : IDisposable
{
    private readonly string _script;

    private PostgresCluster(string repository)
    {
        _script = Path.Combine(repository, "tests/servers/postgres/cluster.sh");
        Folder = Path.Combine("/tmp", "pg" + Guid.NewGuid().ToString("N")[..10]);
        Port = FreePort();
    }

    /// <summary>Why there can be none, or null.</summary>
    public static string? SkipReason => Environment.GetEnvironmentVariable("SMTPSOAR_SERVERS") is { Length: > 0 }
        ? null
        : "No PostgreSQL: SMTPSOAR_SERVERS is not set (see tests/servers/README.md).";

    public string Folder { get; }

    public int Port { get; }

    public string Password => File.ReadAllText(Path.Combine(Folder, "password"));

    /// <summary>Makes a server and starts it.</summary>
    public static PostgresCluster Start(string repository)
    {
        var cluster = new PostgresCluster(repository);
        cluster.Run("make", cluster.Folder, $"{cluster.Port}");
        cluster.Start();
        return cluster;
    }

    /// <summary>Makes a standby of a running server, which waits for it at each commit.</summary>
    public static PostgresCluster StartStandby(string repository, PostgresCluster primary)
    {
        var standby = new PostgresCluster(repository);
        standby.Run("standby", standby.Folder, $"{standby.Port}", primary.Folder, "second");
        return standby;
    }

    public void Start() => Run("start", Folder);

    /// <summary>Ends the server as a power cut would, but for what is on the disk.</summary>
    public void Crash() => Run("crash", Folder);

    public void Promote() => Run("promote", Folder);

    /// <summary>Adds a line to the server's configuration, for its next start.</summary>
    public void Configure(string line) => File.AppendAllText(Path.Combine(Folder, "data/postgresql.conf"), line + "\n");

    /// <summary>The address of a database on this server, or on this one and others.</summary>
    public string Address(string database, string settings = "", params PostgresCluster[] others)
    {
        var hosts = $"127.0.0.1:{Port}";
        foreach (var other in others)
            hosts += $",127.0.0.1:{other.Port}";
        return $"postgresql://admin:{Password}@{hosts}/{database}?{settings}";
    }

    /// <summary>Runs SQL by psql, and gives what it prints.</summary>
    public string Sql(string sql, string database = "postgres")
    {
        var start = new ProcessStartInfo("psql", $"-qAt -h {Folder} -p {Port} -U admin -d {database} -v ON_ERROR_STOP=1 -f -");
        return Output(start, sql).Trim();
    }

    public void Dispose()
    {
        Run("stop", Folder);
        Directory.Delete(Folder, true);
    }

    private static int FreePort()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        return port;
    }

    private void Run(params string[] arguments) => Output(new ProcessStartInfo(_script, string.Join(" ", arguments)), "");

    private static string Output(ProcessStartInfo start, string input)
    {
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (true, true, true);
        start.UseShellExecute = false;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{start.FileName} {start.Arguments} ended with {process.ExitCode}: {errors.Result}");
    }
}
