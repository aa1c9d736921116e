using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using SmtpSoar.Module.Tests.Hosting;

namespace SmtpSoar.Module.Tests.Help;

/// <summary>The file that <c>Get-Help</c> reads.</summary>
internal static class HelpFile
{
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    /// <summary>Every example: its command, its title, its code.</summary>
    public static IReadOnlyList<(string Command, string Title, string Code)> Examples =>
    [
        .. from command in XDocument.Load(Path.Combine(BuiltModule.Folder, "en-US", "SmtpSoar.dll-Help.xml")).Descendants(Command + "command")
           from example in command.Descendants(Command + "example")
           select (command.Descendants(Command + "name").First().Value, Title(example), example.Element(Dev + "code")!.Value),
    ];

    private static string Title(XElement example) => example.Element(Maml + "title")!.Value.Trim(' ', '-');
}
