using System.Collections.Generic;
using System.Linq;
using SmtpSoar.Quickstart.Run;

namespace SmtpSoar.Quickstart.View;

/// <summary>Shows what was checked.</summary>
internal static class CheckView
{
    /// <summary>Shows every check.</summary>
    /// <returns>Whether all hold.</returns>
    public static bool Show(IReadOnlyList<Check> checks, Screen screen)
    {
        screen.Title("Is it what the script asked for?");
        foreach (var check in checks)
        {
            if (check.Holds)
                screen.Good("yes  " + check.What, 2);
            else
                screen.Bad("NO   " + check.What, 2);
        }

        return checks.All(check => check.Holds);
    }
}
