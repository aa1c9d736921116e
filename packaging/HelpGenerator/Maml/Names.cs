using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using SmtpSoar.HelpGenerator.Text;

namespace SmtpSoar.HelpGenerator.Maml;

/// <summary>The names in a file of help in MAML.</summary>
internal static class Names
{
    public static readonly XNamespace Items = "http://msh";
    public static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    public static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    public static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    public static XElement Description(IEnumerable<string> paragraphs) => new(Maml + "description", Paras(paragraphs));

    public static IEnumerable<XElement> Paras(IEnumerable<string> paragraphs) =>
        paragraphs.Select(text => new XElement(Maml + "para", ScreenText.Paragraph(text)));

    public static XElement Type(string name) => new(Dev + "type", new XElement(Maml + "name", name));
}
