using Parlot;
using SmtpSoar.Core.Templates.Liquid.Faults;

namespace SmtpSoar.Core.Templates.Liquid.Parsing;

/// <summary>Bounds how deep expressions and blocks nest: the parser calls itself for each.</summary>
internal sealed class ParseDepth
{
    // An expression in a block takes a few of the grammar's own levels.
    private const int MaxDepth = 4 * LiquidLimits.MaxNesting;

    private int _depth;
    private TemplateFault? _fault;

    public void Enter(in TextPosition position)
    {
        if (_depth >= MaxDepth)
            throw Keep(TooDeep(new TemplatePosition(null, position.Line, position.Column)));
        _depth++;
    }

    public void Leave() => _depth--;

    /// <summary>Begins anew, after a fault that left it deep.</summary>
    public void Reset() => (_depth, _fault) = (0, null);

    /// <summary>Keeps a fault that the engine makes text of on its way.</summary>
    public TemplateFault Keep(TemplateFault fault) => _fault = fault;

    /// <summary>The fault that was kept, once.</summary>
    public TemplateFault? TakeFault()
    {
        var fault = _fault;
        _fault = null;
        return fault;
    }

    private static TemplateFault TooDeep(TemplatePosition position) =>
        new(Errors.TemplateLimit, position, null, $"blocks nest more than {LiquidLimits.MaxNesting} deep");
}
