using System;
using Parlot;
using Parlot.Fluent;

namespace SmtpSoar.Core.Templates.Liquid.Parsing;

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
