using System.Threading.Tasks;
using SmtpSoar.Quickstart.Run;
using SmtpSoar.Quickstart.View;

namespace SmtpSoar.Quickstart;

/// <summary>Runs examples/quickstart.ps1 against a mail server on this machine, or against a real one.</summary>
internal static class Program
{
    private const int Done = 0;
    private const int Failed = 1;
    private const int WrongUsage = 2;

    private static async Task<int> Main(string[] arguments)
    {
        var screen = new Screen();
        try
        {
            var options = OptionReader.Read(arguments);
            return options.Help ? Show(screen) : await RunAsync(options, screen) ? Done : Failed;
        }
        catch (UsageException error)
        {
            screen.Bad(error.Message);
            screen.Line("--help shows what there is.");
            return WrongUsage;
        }
    }

    private static int Show(Screen screen)
    {
        screen.Line(Usage.Text);
        return Done;
    }

    private static async Task<bool> RunAsync(Options options, Screen screen)
    {
        var place = Place.Find();
        await ModuleBuild.RunAsync(place, screen);
        return options.Server is null ? await LocalRun.RunAsync(place, screen) : RealRun.Run(options, place, screen);
    }
}
