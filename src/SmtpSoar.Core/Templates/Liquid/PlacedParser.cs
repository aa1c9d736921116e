using System;
using Parlot;
using Parlot.Fluent;

namespace SmtpSoar.Core.Templates.Liquid;

/// <summary>A parser of the grammar that also knows where it began, and how deep it is.</summary>
/// <param name="inner">The parser.</param>
/// <param name="depth">The depth, for all parsers of a grammar.</param>
/// <param name="place">Gives what was parsed its place.</param>
internal sealed class PlacedParser<T>(Parser<T> inner, ParseDepth depth, Func<T, ParseContext, TextPosition, T> place) : Parser<T>
{
    public override bool Parse(ParseContext context, ref ParseResult<T> result)
    {
        var before = context.Scanner.Cursor.Position;
        context.SkipWhiteSpace();
        var start = context.Scanner.Cursor.Position;
        context.Scanner.Cursor.ResetPosition(before);
        depth.Enter(start);
        try
        {
            if (!inner.Parse(context, ref result))
                return false;
        }
        finally
        {
            depth.Leave();
        }

        result.Set(result.Start, result.End, place(result.Value, context, start));
        return true;
    }
}

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
            throw Keep(new TemplateFault(Errors.TemplateLimit, new TemplatePosition(null, position.Line, position.Column), null, $"blocks nest more than {LiquidLimits.MaxNesting} deep"));
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
}
