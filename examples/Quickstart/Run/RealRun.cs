using System.Collections;
using System.Linq;
using SmtpSoar.Quickstart.View;

namespace SmtpSoar.Quickstart.Run;

/// <summary>The script against a real mail server. What arrives is for the recipient to see.</summary>
internal static class RealRun
{
    private const int Actions = 4;

    public static bool Run(Options options, Place place, Screen screen)
    {
        var from = options.From ?? options.User!;
        var to = options.To ?? from;
        var asset = Asset(options, from);

        screen.Title("SmtpSoar quickstart");
        screen.Line($"The real PowerShell engine now runs {Place.Shorten(place.Script)} against {options.Server}. Three mails go to {to}, and a test mail to {from}.");
        screen.Line();
        var results = new ScriptHost(screen).Run(
            place.Script,
            new Hashtable { ["Asset"] = asset, ["From"] = from, ["To"] = to, ["Folder"] = place.Output });

        var succeeded = results.Count(result => result.IsSuccess);
        screen.Line();
        if (succeeded == Actions)
            screen.Good($"All four actions succeeded: the server took the mails. Look into the mailbox of {to}.");
        else
            screen.Bad($"{succeeded} of {Actions} actions succeeded. See above for what went wrong.");
        return succeeded == Actions;
    }

    private static Hashtable Asset(Options options, string from)
    {
        var asset = new Hashtable { ["Server"] = options.Server, ["SslMethod"] = options.Ssl, ["SenderAddress"] = from };
        if (options.Port is { } port)
            asset["Port"] = port;
        if (options.Thumbprint is { } thumbprint)
            asset["CertificateThumbprint"] = thumbprint;
        if (options.User is { } user)
        {
            asset["Username"] = user;
            asset["Password"] = Password.Get(options.PasswordVariable, user);
        }

        return asset;
    }
}
