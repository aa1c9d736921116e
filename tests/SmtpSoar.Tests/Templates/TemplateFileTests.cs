using System;
using System.IO;
using System.Text;
using System.Threading;
using SmtpSoar.Core.Templates;
using Xunit;

namespace SmtpSoar.Tests.Templates;

/// <summary>Templates that are files, and those that they include.</summary>
public sealed class TemplateFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("templates-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Text_BesideTheHtml_IsItsTextPart()
    {
        Write("case.txt.liquid", "Case {{ Name }}");

        var mail = Render("case.liquid", "<p>{{ Name }}</p>");

        Assert.Equal("<p>A&amp;B</p>", mail.Body);
        Assert.Equal("Case A&B", mail.Text);
    }

    [Theory]
    [InlineData("a.txt.liquid", "<b>{{ Name }}", TemplateKind.Text)]
    [InlineData("a.html.liquid", "{{ Name }}", TemplateKind.Html)]
    [InlineData("a.liquid", "{% if Name %}\n<p>{{ Name }}{% endif %}", TemplateKind.Html)]
    [InlineData("a.liquid", "Hello {{ Name }}", TemplateKind.Text)]
    [InlineData("a.md.liquid", "Hello {{ Name }}", TemplateKind.Markdown)]
    public void Kind_OfAFile_FollowsFromItsNameAndStart(string name, string template, TemplateKind kind) =>
        Assert.Equal(kind, Render(name, template).Kind);

    [Theory]
    [InlineData("{% include 'foot' %}")]
    [InlineData("{% include 'foot.liquid' %}")]
    [InlineData("{% render 'foot', Name: Name %}")]
    public void Partial_OfTheFolder_IsIncluded(string tag)
    {
        Write("foot.liquid", "[{{ Name }}]");

        Assert.Equal("<p>[A&amp;B]", Render("case.liquid", "<p>" + tag).Body);
    }

    [Theory]
    [InlineData("../secret")]
    [InlineData("..\\\\secret")]
    [InlineData("/etc/passwd")]
    [InlineData("sub/x")]
    [InlineData("C:secret")]
    [InlineData("..")]
    [InlineData("missing")]
    [InlineData("")]
    public void Partial_OutsideTheFolder_IsRefused(string name)
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "sub"));
        Write("sub/x.liquid", "secret");
        Write("secret.liquid", "secret");

        var error = Assert.Throws<SmtpSoarException>(() => Render("sub/case.liquid", $"<p>\n{{% include '{name}' %}}"));

        Assert.Equal("TemplatePartialInvalid", error.ErrorId);
        Assert.Contains("case.liquid, line 2", error.Message);
    }

    [Fact]
    public void Partial_ThatIsALink_IsRefused()
    {
        Write("secret.txt", "secret");
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "sub"));
        File.CreateSymbolicLink(Path.Combine(_folder.FullName, "sub", "link.liquid"), Path.Combine(_folder.FullName, "secret.txt"));

        Assert.Contains("link", Assert.Throws<SmtpSoarException>(() => Render("sub/case.liquid", "<p>{% include 'link' %}")).Message);
    }

    [Fact]
    public void Partial_NamedByTheData_StaysInTheFolder() =>
        Assert.Equal("TemplatePartialInvalid", Assert.Throws<SmtpSoarException>(() => Render("case.liquid", "<p>{% include Path %}")).ErrorId);

    [Fact]
    public void Partial_IncludingItself_Ends()
    {
        Write("self.liquid", "{% include 'self' %}");

        Assert.Equal("TemplateLimit", Assert.Throws<SmtpSoarException>(() => Render("case.liquid", "<p>{% include 'self' %}")).ErrorId);
    }

    [Theory]
    [InlineData("x\n {{ Nmae }}", "TemplateNameUnknown", "line 2, column 5")]
    [InlineData("x\n{{ Name | upcas }}", "TemplateFilterUnknown", "line 2, column 4")]
    [InlineData("x\n{% if %}", "TemplateSyntax", "line 2")]
    [InlineData("x\n<b {{ Name }}>", "TemplatePlaceUnsafe", "line 2, column 7")]
    public void Fault_InAPartial_NamesItsFile(string partial, string id, string place)
    {
        Write("part.liquid", partial);

        var error = Assert.Throws<SmtpSoarException>(() => Render("case.liquid", "<p>{% include 'part' %}"));

        Assert.Equal(id, error.ErrorId);
        Assert.Contains("part", error.Message);
        Assert.Contains(place, error.Message);
    }

    [Fact]
    public void Template_WithoutFile_IncludesNothing() =>
        Assert.Equal("TemplatePartialInvalid", Merge.Failure("<p>{% include 'x' %}").ErrorId);

    [Theory]
    [InlineData("missing.liquid", "TemplateNotFound")]
    [InlineData("", "TemplateUnreadable")]
    public void File_ThatIsNone_IsAnError(string name, string id) =>
        Assert.Equal(id, Assert.Throws<SmtpSoarException>(() => Get(name)).ErrorId);

    [Fact]
    public void File_NotInUtf8_IsAnError()
    {
        File.WriteAllBytes(Path.Combine(_folder.FullName, "a.liquid"), [0x3C, 0x70, 0x3E, 0xE4, 0x20]);

        Assert.Contains("UTF-8", Assert.Throws<SmtpSoarException>(() => Get("a.liquid")).Message);
    }

    [Fact]
    public void File_InUtf16WithMark_IsRead()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "a.liquid"), "<p>ä {{ Name }}", Encoding.Unicode);

        Assert.Equal("<p>ä A&amp;B", Get("a.liquid").Render(Data, null, CancellationToken.None).Body);
    }

    [Fact]
    public void File_OfManyRows_IsReadOnce()
    {
        var templates = new MailTemplates();
        var path = Write("a.liquid", "<p>{{ Name }}");
        var first = templates.Get(path, TemplateKind.Html, CancellationToken.None);
        File.Delete(path);

        Assert.Same(first, templates.Get(path, TemplateKind.Html, CancellationToken.None));
    }

    private static Core.Data.NamedValues Data => Merge.Data(("Name", "A&B"), ("Path", "../../etc/passwd"));

    private RenderedMail Render(string name, string template)
    {
        Write(name, template);
        return Get(name).Render(Data, null, CancellationToken.None);
    }

    private MailTemplate Get(string name) =>
        new MailTemplates().Get(Path.Combine(_folder.FullName, name), TemplateKind.Automatic, CancellationToken.None);

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
