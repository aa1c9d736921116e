using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using SmtpSoar.HelpGenerator.Pages;
using static SmtpSoar.HelpGenerator.Maml.Names;

namespace SmtpSoar.HelpGenerator.Maml;

/// <summary>The file of help of all commands.</summary>
/// <param name="online">The address of the pages on the web; without one no link leads there.</param>
internal sealed class MamlFile(Uri? online)
{
    public void Write(IEnumerable<CommandPage> pages, string path) => new XDocument(
        new XElement(
            Items + "helpItems",
            new XAttribute("schema", "maml"),
            new XAttribute(XNamespace.Xmlns + "maml", Names.Maml),
            new XAttribute(XNamespace.Xmlns + "command", Command),
            new XAttribute(XNamespace.Xmlns + "dev", Dev),
            pages.Select(MakeNamed))).Save(path);

    private XElement MakeNamed(CommandPage page)
    {
        try
        {
            return Make(page);
        }
        catch (NotSupportedException fault)
        {
            throw new PageException(page.Name + ".md", fault.Message);
        }
    }

    private XElement Make(CommandPage page) => new(
        Command + "command",
        Details(page),
        Description(page.Description),
        new XElement(Command + "syntax", page.Syntax.Select(line => SyntaxItem.Make(line, page.Parameters))),
        new XElement(Command + "parameters", page.Parameters.Select(parameter => ParameterElement.Make(parameter))),
        new XElement(Command + "inputTypes", page.Inputs.Select(entry => Entry("inputType", entry))),
        new XElement(Command + "returnValues", page.Outputs.Select(entry => Entry("returnValue", entry))),
        new XElement(Names.Maml + "alertSet", new XElement(Names.Maml + "alert", Paras([.. page.Notes, ErrorsTitle, .. page.Errors]))),
        new XElement(Command + "examples", page.Examples.Select(MakeExample)),
        new XElement(Command + "relatedLinks", Links(page).Select(MakeLink)));

    // Get-Help shows no section of errors of its own.
    private const string ErrorsTitle = "ERRORS";

    private static XElement Details(CommandPage page) => new(
        Command + "details",
        new XElement(Command + "name", page.Name),
        new XElement(Command + "verb", page.Name.Split('-')[0]),
        new XElement(Command + "noun", page.Name.Split('-')[1]),
        Description(page.Synopsis));

    private static XElement Entry(string element, TypeEntry entry) => new(Command + element, Type(entry.Type), Description(entry.Description));

    private static XElement MakeExample(Example example) => new(
        Command + "example",
        new XElement(Names.Maml + "title", $"----- {example.Title} -----"),
        new XElement(Dev + "code", example.Code),
        // The empty one keeps the next example at a distance.
        new XElement(Dev + "remarks", Paras([.. example.Remarks, ""])));

    private IEnumerable<Link> Links(CommandPage page) =>
        online is null ? page.Links : page.Links.Prepend(new Link("Online version:", page.Name + ".md"));

    // Get-Help finds a topic by its name alone.
    private XElement MakeLink(Link link) => new(
        Names.Maml + "navigationLink",
        new XElement(Names.Maml + "linkText", Topics.Of(link.Address) ?? link.Text),
        new XElement(Names.Maml + "uri", online is null ? "" : new Uri(online, link.Address)));
}
