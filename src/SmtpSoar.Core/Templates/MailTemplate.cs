using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using Fluid;
using SmtpSoar.Core.Data;
using SmtpSoar.Core.Templates.Liquid;
using SmtpSoar.Core.Templates.Liquid.Faults;
using SmtpSoar.Core.Templates.Liquid.Model;
using SmtpSoar.Core.Templates.Places;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Templates;

/// <summary>A template of a mail, compiled: its body, its front matter, and the text beside it. It renders any number of objects.</summary>
public sealed class MailTemplate
{
    private readonly LiquidEngine _engine;
    private readonly string _source;
    private readonly IFluidTemplate _body;
    private readonly IFluidTemplate? _text;
    private readonly List<FrontMatterTemplate> _fields;

    private MailTemplate(LiquidEngine engine, string source, TemplateKind kind, FrontMatter matter, IFluidTemplate? text)
    {
        (_engine, _source, Kind, _text) = (engine, source, kind, text);
        _body = engine.Parse(matter.Body, new TemplatePosition(source, matter.BodyLine, 1));
        _fields = matter.Fields.Select(field => new FrontMatterTemplate(engine, field)).ToList();
    }

    /// <summary>The kind of text that it makes.</summary>
    public TemplateKind Kind { get; }

    /// <summary>Whether its front matter has a value of this name, such as <c>to</c>.</summary>
    public bool Has(string name) => _fields.Exists(field => field.Is(name));

    /// <summary>Compiles a template.</summary>
    /// <exception cref="SmtpSoarException">It is none.</exception>
    internal static MailTemplate Compile(LiquidEngine engine, TemplateText template, TemplateText? beside, TemplateKind kind)
    {
        var source = template.Source;
        try
        {
            var matter = FrontMatter.Read(template.Text, source);
            source = beside?.Source ?? source;
            var text = beside is null ? null : engine.Parse(beside.Text, new TemplatePosition(source, 1, 1));
            source = template.Source;
            return new MailTemplate(engine, source, template.KindOf(kind, matter.Body), matter, text);
        }
        catch (TemplateFault fault)
        {
            throw fault.ToError(source);
        }
    }

    /// <summary>Makes the mail for one object.</summary>
    /// <param name="data">The object.</param>
    /// <param name="culture">The culture of dates and numbers. Default: that of the front matter, else the invariant one.</param>
    /// <param name="stop">Stops it.</param>
    /// <exception cref="SmtpSoarException">A name is unknown, a value stands where it must not, or it takes too much.</exception>
    public RenderedMail Render(ITemplateObject data, CultureInfo? culture, CancellationToken stop)
    {
        if (culture is not null && !CultureNames.IsThere(culture))
            throw Errors.TemplateValueInvalid.With("-Culture", SafeText.Of(culture.Name), "culture such as de-DE");
        try
        {
            return Render(new Rendering(_engine, new ModelObject(data), culture, stop));
        }
        catch (TemplateFault fault)
        {
            throw fault.ToError(_source);
        }
        catch (UnsafePlaceException cause)
        {
            throw new TemplateFault(Errors.TemplatePlaceUnsafe, _engine.PlaceOf(cause.Site), null, cause.Message).ToError(_source);
        }
    }

    private RenderedMail Render(Rendering rendering)
    {
        rendering.Culture ??= CultureOf(rendering);
        var warnings = new List<string>();
        return new RenderedMail
        {
            Kind = Kind,
            From = Addresses(rendering, "from").FirstOrDefault(),
            To = Addresses(rendering, "to"),
            Cc = Addresses(rendering, "cc"),
            Bcc = Addresses(rendering, "bcc"),
            Subject = _fields.Find(field => field.Is("subject"))?.Line(rendering),
            Headers = _fields.Where(field => field.IsHeader).Select(field => field.Header(rendering)).ToList(),
            Priority = _fields.Find(field => field.Is("priority"))?.Priority(rendering),
            Body = Body(rendering, warnings),
            Text = _text is null ? null : rendering.Make(_text, OutputMode.Text),
            Warnings = warnings,
        };
    }

    private CultureInfo CultureOf(Rendering rendering) =>
        _fields.Find(field => field.Is("culture"))?.Culture(rendering) ?? CultureInfo.InvariantCulture;

    private List<string> Addresses(Rendering rendering, string name)
    {
        var addresses = new List<string>();
        foreach (var field in _fields)
        {
            if (field.Is(name))
                addresses.AddRange(field.Addresses(rendering));
        }

        return addresses;
    }

    private string Body(Rendering rendering, List<string> warnings)
    {
        var mode = Kind switch
        {
            TemplateKind.Html => OutputMode.Html,
            TemplateKind.Markdown => OutputMode.Markdown,
            _ => OutputMode.Text,
        };
        var body = rendering.Make(_body, mode);
        return mode == OutputMode.Html ? DataPlaces.Clean(body, (site, harm) => warnings.Add(Warning(site, harm))) : body;
    }

    private string Warning(int site, string harm) => Messages.TemplateValueHarmless(_engine.PlaceOf(site)?.ToString() ?? _source, harm);
}
