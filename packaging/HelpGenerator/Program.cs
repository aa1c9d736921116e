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
    private static int Main(string[] arguments)
    {
        if (arguments is not [var pages, var target, .. { Length: <= 1 } online])
        {
            Console.Error.WriteLine("HelpGenerator PAGES TARGET [ONLINE]: folder of the pages, folder for the help, URL of the pages if they have one.");
            return 2;
        }

        try
        {
            Make(pages, target, online is [var url] ? new Uri(url) : null);
            return 0;
        }
        catch (PageException fault)
        {
            // The form that MSBuild reads as an error of that file.
            Console.Error.WriteLine($"{fault.Path}: error HELP: {fault.Message}");
            return 1;
        }
    }

    private static void Make(string pages, string target, Uri? online)
    {
        Directory.CreateDirectory(target);
        var commands = Directory.GetFiles(pages, "*-*.md").Order(StringComparer.Ordinal).Select(CommandPageReader.Read).ToList();
        new MamlFile(online).Write(commands, Path.Combine(target, "SmtpSoar.dll-Help.xml"));
        foreach (var (name, path) in new Topics(pages).All)
            File.WriteAllText(Path.Combine(target, name + ".help.txt"), AboutTopic.Make(name, path));
    }
}
