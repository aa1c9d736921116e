using System;
using System.IO;
using System.Linq;
using SmtpSoar.HelpGenerator.Maml;
using SmtpSoar.HelpGenerator.Pages;
using SmtpSoar.HelpGenerator.Text;

namespace SmtpSoar.HelpGenerator;

/// <summary>Turns the folder of the pages into the folder that PowerShell looks for help in.</summary>
internal static class Program
{
    private const string AboutPattern = "about_*.md";

    private static int Main(string[] arguments)
    {
        if (arguments is not [var pages, var target, var online])
        {
            Console.Error.WriteLine("HelpGenerator PAGES TARGET ONLINE: folder of the pages, folder for the help, URL of the pages.");
            return 2;
        }

        try
        {
            Make(pages, target, new Uri(online));
            return 0;
        }
        catch (PageException fault)
        {
            // The form that MSBuild reads as an error of that file.
            Console.Error.WriteLine($"{fault.Path}: error HELP: {fault.Message}");
            return 1;
        }
    }

    private static void Make(string pages, string target, Uri online)
    {
        Directory.CreateDirectory(target);
        var commands = Directory.GetFiles(pages, "*-*.md").Order(StringComparer.Ordinal).Select(CommandPageReader.Read).ToList();
        new MamlFile(online).Write(commands, Path.Combine(target, "SmtpSoar.dll-Help.xml"));
        foreach (var path in Directory.GetFiles(pages, AboutPattern))
            File.WriteAllText(Path.Combine(target, Path.GetFileNameWithoutExtension(path) + ".help.txt"), AboutTopic.Make(path));
    }
}
