using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using SmtpSoar.Quickstart.View;

namespace SmtpSoar.Quickstart.Run;

/// <summary>The script against the mail server in this process, and a look at what arrived there.</summary>
internal static class LocalRun
{
    public static async Task<bool> RunAsync(Place place, Screen screen)
    {
        // Old files would look like new ones.
        if (Directory.Exists(place.Output))
            Directory.Delete(place.Output, true);

        await using var server = new LocalServer();
        Introduce(server, place, screen);
        var results = new ScriptHost(screen).Run(place.Script, Parameters(server, place));
        var arrivals = server.Arrivals;

        screen.Title("What arrived");
        foreach (var arrival in arrivals)
            new ArrivalView(screen).Show(arrival);
        var good = CheckView.Show(new Inspection(place, results, arrivals).Checks(), screen);
        PreviewView.Show(arrivals, place, screen);
        return Conclude(good, results, arrivals, screen);
    }

    private static void Introduce(LocalServer server, Place place, Screen screen)
    {
        screen.Title("SmtpSoar quickstart");
        screen.Line(
            $"A mail server lives on this machine for a moment: {server.Host}, port {server.Port}. It wants STARTTLS and a password. " +
            $"The real PowerShell engine now runs {Place.Shorten(place.Script)} against it.");
        screen.Line();
    }

    private static Hashtable Parameters(LocalServer server, Place place) => new()
    {
        ["Asset"] = server.Asset,
        ["From"] = LocalServer.User,
        ["Folder"] = place.Output,
    };

    private static bool Conclude(bool good, IReadOnlyList<ActionResult> results, IReadOnlyList<Arrival> arrivals, Screen screen)
    {
        screen.Line();
        if (good)
            screen.Good($"All four actions succeeded, and the {arrivals.Count} mails arrived as they should.");
        else
            screen.Bad($"{results.Count(result => result.IsSuccess)} of 4 actions succeeded. See above for what went wrong.");
        return good;
    }
}
