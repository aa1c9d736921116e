using System.Diagnostics;
using System.Threading.Tasks;
using SmtpSoar.Tests.RealServers;
using Xunit;

namespace SmtpSoar.Tests.Outbox.Postgres;

/// <summary>PostgreSQL's own client, which shares no code with ours.</summary>
internal static class Psql
{
    public static async Task RunAsync(PostgresServer server, string database, string script)
    {
        var start = new ProcessStartInfo("psql", $"-q -v ON_ERROR_STOP=1 -h 127.0.0.1 -p {server.Port} -U {server.User} -d {database} -f -")
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment["PGPASSWORD"] = server.Password;
        using var psql = Process.Start(start)!;
        var errors = psql.StandardError.ReadToEndAsync();
        var output = psql.StandardOutput.ReadToEndAsync();
        await psql.StandardInput.WriteAsync(script);
        psql.StandardInput.Close();
        await output;
        Assert.Equal("", await errors);
        psql.WaitForExit();
        Assert.Equal(0, psql.ExitCode);
    }
}
