using System;
using System.Linq;

namespace SmtpSoar.Core.Templates.Liquid.Faults;

/// <summary>Says what is wrong at a place of a template, on its way to where the whole place is known.</summary>
internal sealed class TemplateFault(ErrorDefinition definition, TemplatePosition? position, Exception? cause, params object?[] particulars)
    : Exception(definition.Id, cause)
{
    public ErrorDefinition Definition { get; } = definition;

    public TemplatePosition? Position { get; } = position;

    /// <summary>The same at a place, unless it has one that says more.</summary>
    public TemplateFault At(TemplatePosition position) => Position is null ? Moved(position) : this;

    /// <summary>The same in a file, unless it has one.</summary>
    public TemplateFault In(string source) => Position is { Source: null } place ? Moved(place with { Source = source }) : this;

    /// <summary>The error for the user.</summary>
    public SmtpSoarException ToError(string source)
    {
        var place = Position is { } known ? known with { Source = known.Source ?? source } : new TemplatePosition(source, 1, 1);
        return Definition.Because(InnerException, [place, .. particulars]);
    }

    private TemplateFault Moved(TemplatePosition position) => new(Definition, position, InnerException, particulars.ToArray());
}
