using System;
using System.Collections.Generic;
using SmtpSoar.Core.Templates.Liquid.Faults;
using SmtpSoar.Core.Templates.Places;

namespace SmtpSoar.Core.Templates.Liquid;

/// <summary>A place of a template where a value is written.</summary>
internal sealed class LiquidSite(int number, TemplatePosition position)
{
    /// <summary>The number by which marks name it.</summary>
    public int Number { get; } = number;

    /// <summary>The place in its file.</summary>
    public TemplatePosition Position { get; set; } = position;
}

/// <summary>The places of all templates of one engine, by number.</summary>
internal sealed class LiquidSites
{
    private readonly List<LiquidSite> _sites = [];

    /// <summary>How many there are.</summary>
    public int Count => _sites.Count;

    public LiquidSite Add(TemplatePosition position)
    {
        var site = new LiquidSite(Math.Min(_sites.Count, DataMarks.MaxSite), position);
        _sites.Add(site);
        return site;
    }

    /// <summary>Names the file of those that were added last.</summary>
    public void Name(int first, string source)
    {
        for (var i = first; i < _sites.Count; i++)
            _sites[i].Position = _sites[i].Position with { Source = _sites[i].Position.Source ?? source };
    }

    public TemplatePosition? At(int number) => number < _sites.Count ? _sites[number].Position : null;
}
