using System;
using System.Globalization;
using System.Threading;
using Fluid;
using SmtpSoar.Core.Templates.Liquid.Faults;
using SmtpSoar.Core.Templates.Liquid.Model;

namespace SmtpSoar.Core.Templates.Liquid;

/// <summary>Parses and renders Liquid. Nothing of it runs code or reads files but those of the template's folder.</summary>
internal sealed class LiquidEngine
{
    private readonly LiquidParser _parser;
    private readonly LiquidSites _sites = new();
    private readonly TemplateOptions _options;
    private readonly TimeProvider _clock;
    private int _named;

    /// <param name="folder">The folder of the files that may be included, or <see langword="null"/> for none.</param>
    /// <param name="read">Reads such a file.</param>
    /// <param name="clock">The clock.</param>
    public LiquidEngine(string? folder, Func<string, string> read, TimeProvider clock)
    {
        _clock = clock;
        _options = new TemplateOptions
        {
            StrictVariables = true,
            StrictFilters = true,
            MaxSteps = LiquidLimits.MaxSteps,
            MaxRecursion = LiquidLimits.MaxNesting,
            CultureInfo = CultureInfo.InvariantCulture,
            FileProvider = new PartialFiles(folder, read),
            Now = clock.GetLocalNow,
            TemplateParsed = Named,
        };
        LiquidFilters.Register(_options);
        _parser = new LiquidParser(_options, _sites);
    }

    /// <summary>Parses a template.</summary>
    /// <param name="text">The template.</param>
    /// <param name="start">The place of its first character.</param>
    /// <exception cref="TemplateFault">It is none.</exception>
    public IFluidTemplate Parse(string text, TemplatePosition start)
    {
        var template = _parser.ParseTemplate(text, start);
        _named = _sites.Count;
        return template;
    }

    /// <summary>The place that a mark names.</summary>
    public TemplatePosition? PlaceOf(int site) => _sites.At(site);

    /// <summary>Renders a template. In HTML and addresses, values have marks.</summary>
    /// <exception cref="TemplateFault">It can't be rendered with this data.</exception>
    public string Render(IFluidTemplate template, ModelObject data, OutputMode mode, CultureInfo culture, CancellationToken stop)
    {
        var context = new LiquidContext(_options, data, mode, culture, _clock, stop);
        using var writer = new LimitedWriter(context);
        try
        {
            Sync.Wait(template.RenderAsync(writer, NullEncoder.Default, context));
        }
        catch (Exception cause) when (LiquidFailures.Translate(cause) is { } fault)
        {
            throw fault;
        }

        return writer.ToString();
    }

    private IFluidTemplate Named(string path, IFluidTemplate template)
    {
        _sites.Name(_named, path);
        _named = _sites.Count;
        return template;
    }
}
