using System.Collections.Generic;
using Fluid;
using Fluid.Ast;
using Parlot;
using Parlot.Fluent;
using static Parlot.Fluent.Parsers;
using SmtpSoar.Core.Templates.Liquid.Faults;
using SmtpSoar.Core.Templates.Liquid.Parsing;

namespace SmtpSoar.Core.Templates.Liquid;

/// <summary>
/// Liquid's grammar, made strict: each name and each output knows its place, filters are known, and nothing is written unescaped.
/// </summary>
internal sealed class LiquidParser : FluidParser
{
    private const string EchoTag = "echo";

    private readonly TemplateOptions _options;
    private readonly LiquidSites _sites;
    private readonly ParseDepth _depth = new();
    private TemplatePosition _start = new(null, 1, 1);

    public LiquidParser(TemplateOptions options, LiquidSites sites)
    {
        (_options, _sites) = (options, sites);
        Primary.Parser = new PlacedParser<Expression>(Primary.Parser!, _depth, Placed);
        FilterExpression.Parser = new PlacedParser<Expression>(FilterExpression.Parser!, _depth, Output);
        AnyTagsList.Parser = new PlacedParser<IReadOnlyList<Statement>>(
            AnyTagsList.Parser!, _depth, static (statements, _, _) => statements);
        foreach (var tag in new[] { "include", "render" })
            RegisteredTags[tag] = new PlacedParser<Statement>(
                RegisteredTags[tag], _depth, (statement, _, start) => new PartialStatement(statement, Position(start), this));
        foreach (var tag in new[] { "if", "unless" })
            RegisteredTags[tag] = new PlacedParser<Statement>(RegisteredTags[tag], _depth, Branch);
        RegisteredTags["for"] = new PlacedParser<Statement>(RegisteredTags["for"], _depth, Loop);
        RegisteredTags["cycle"] = new PlacedParser<Statement>(Cycle(), _depth, static (statement, _, _) => statement);

        // Writes a table without any care for how it looks: the filter "table" makes one.
        RegisteredTags.Remove("tablerow");
    }

    /// <summary>Parses a template.</summary>
    /// <param name="text">The template.</param>
    /// <param name="start">The place of its first character.</param>
    /// <exception cref="TemplateFault">It is none.</exception>
    public IFluidTemplate ParseTemplate(string text, TemplatePosition start)
    {
        _start = start;
        _depth.Reset();
        try
        {
            return this.Parse(text) ?? throw new TemplateFault(Errors.TemplateSyntax, start, null, "nothing in it is understood");
        }
        catch (Fluid.ParseException cause)
        {
            throw Fault(cause);
        }
        finally
        {
            _start = new(null, 1, 1);
        }
    }

    /// <summary>The fault of text that is no Liquid: in what was parsed last.</summary>
    public TemplateFault Fault(Fluid.ParseException cause)
    {
        var (line, column) = LiquidSyntax.PositionIn(cause.Message) ?? (1, 1);
        return _depth.TakeFault()
            ?? new TemplateFault(Errors.TemplateSyntax, Position(line, column), null, LiquidSyntax.Message(cause.Message));
    }

    private TemplatePosition Position(in TextPosition place) => Position(place.Line, place.Column);

    private TemplatePosition Position(int line, int column) =>
        new(_start.Source, _start.Line + line - 1, line == 1 ? _start.Column + column - 1 : column);

    private Expression Placed(Expression expression, ParseContext context, TextPosition start) => expression switch
    {
        MemberExpression member => new StrictMember(member.Segments, Position(start)),
        RangeExpression range => new CheckedRange(Placed(range.From, context, start), Placed(range.To, context, start), Position(start)),
        _ => expression,
    };

    private Expression Output(Expression expression, ParseContext context, TextPosition start)
    {
        CheckFilters(expression, start);
        return IsOutput(context.Scanner.Buffer, start.Offset)
            ? new OutputExpression(expression, _sites.Add(Position(start)))
            : new GuardedExpression(expression, Position(start));
    }

    // The grammar has the source of a loop as a name of its own.
    private Statement Loop(Statement statement, ParseContext context, TextPosition start) => statement is ForStatement loop
        ? new ForStatement(
            loop.Statements,
            loop.Identifier,
            Placed(loop.Source, context, Moved(start, LiquidSyntax.LengthOfLoopName(context.Scanner.Buffer, start.Offset))),
            loop.Limit,
            loop.Offset,
            loop.Reversed,
            loop.Else)
        : statement;

    private static TextPosition Moved(in TextPosition start, int length) => new(start.Offset + length, start.Line, start.Column + length);

    // A value that is not written is assigned: {% assign name = value %}.
    private static bool IsOutput(string text, int at)
    {
        while (at > 0 && (char.IsWhiteSpace(text[at - 1]) || text[at - 1] == '-'))
            at--;
        return at > 1 && text[at - 1] == '{'
            || at >= EchoTag.Length && string.CompareOrdinal(text, at - EchoTag.Length, EchoTag, 0, EchoTag.Length) == 0;
    }

    private Statement Branch(Statement statement, ParseContext context, TextPosition start)
    {
        CheckParts((statement as IfStatement)?.Condition ?? (statement as UnlessStatement)?.Condition, start);
        foreach (var other in (statement as IfStatement)?.ElseIfs ?? [])
            CheckParts(other.Condition, start);
        return statement;
    }

    private void CheckFilters(Expression expression, in TextPosition start)
    {
        var (count, value) = (0, expression);
        for (; value is FilterExpression filter; value = filter.Input)
        {
            if (!_options.Filters.TryGetValue(filter.Name, out _))
                throw _depth.Keep(LiquidFilters.Unknown(filter.Name).At(Position(start)));
            if (++count > LiquidLimits.MaxChain)
                throw TooLong("a value has", "filters", start);
        }

        CheckParts(value, start);
    }

    private void CheckParts(Expression? condition, in TextPosition start)
    {
        var count = 1;
        for (; condition is BinaryExpression both; condition = both.Right)
        {
            if (++count > LiquidLimits.MaxChain)
                throw TooLong("a condition has", "parts", start);
        }
    }

    private TemplateFault TooLong(string what, string parts, in TextPosition place) =>
        _depth.Keep(new TemplateFault(Errors.TemplateLimit, Position(place), null, $"{what} more than {LiquidLimits.MaxChain} {parts}"));

    private Parser<Statement> Cycle() =>
        ZeroOrOne(Primary.AndSkip(Colon)).And(Separated(Comma, Primary)).AndSkip(TagEnd)
            .Then<Statement>((context, parsed) =>
                new CycleTag(parsed.Item1, parsed.Item2, _sites.Add(Position(context.Scanner.Cursor.Position))))
            .ElseError("'cycle' takes values, separated by commas");
}
