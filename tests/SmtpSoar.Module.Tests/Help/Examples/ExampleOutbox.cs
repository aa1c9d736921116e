using System.IO;
using System.Linq;
using SmtpSoar.Module.Tests.Hosting;
using Xunit;

namespace SmtpSoar.Module.Tests.Help.Examples;

/// <summary>The outbox that examples speak of: it has a mail in each state, and every recipient is known by now.</summary>
internal static class ExampleOutbox
{
    private const string Folder = "outbox";

    // A folder that can't be one. The first mail finds out, and so the others are due at once.
    private const string Script = """
        Send-SoarEmail -Asset office -To lead@example.org -Subject 'Case 4710' -Body Sent. -Outbox $outbox
        $away = @{ PickupDirectory = $none; SenderAddress = 'soar@example.org'; RetryCount = 0; MaxConnections = 1 }
        4711..4714 |
            ForEach-Object { [pscustomobject]@{ To = 'analyst@example.org'; Subject = "Case $_"; Body = 'It is open.' } } |
            Send-SoarEmail -Asset $away -Outbox $outbox -ErrorAction SilentlyContinue
        """;

    public static void Fill(Engine engine, string folder)
    {
        var outbox = Path.Combine(folder, Folder);
        engine.Run(Script, ("outbox", outbox), ("none", Path.Combine(folder, "known.txt")));
        var waiting = Directory.GetDirectories(Path.Combine(outbox, "queue")).Order().ToList();
        Assert.Equal(4, waiting.Count);

        // Where a mail lies says what became of it.
        Put(waiting[2], "failed");
        Put(waiting[3], "unknown");
    }

    private static void Put(string mail, string state) =>
        Directory.Move(mail, Path.Combine(Path.GetDirectoryName(mail)!, "..", state, Path.GetFileName(mail)));
}
