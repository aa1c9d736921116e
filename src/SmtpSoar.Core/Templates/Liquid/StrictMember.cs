using System.Collections.Generic;
using System.Threading.Tasks;
using Fluid;
using Fluid.Ast;
using Fluid.Values;
using SmtpSoar.Core.Templates.Liquid.Faults;
using SmtpSoar.Core.Templates.Liquid.Model;

namespace SmtpSoar.Core.Templates.Liquid;

/// <summary>A name and what is taken of it: <c>Row.Owner.Mail</c>. A name that is not there is an error at its place.</summary>
internal sealed class StrictMember(IReadOnlyList<MemberSegment> segments, TemplatePosition position) : Expression
{
    // Liquid's own, of values that are no objects.
    private static readonly HashSet<string> OwnNames = ["size", "first", "last"];

    public override ValueTask<FluidValue> EvaluateAsync(TemplateContext context)
    {
        var liquid = (LiquidContext)context;
        try
        {
            liquid.CheckTime();
            var value = First(liquid);
            for (var i = 1; i < segments.Count; i++)
                value = Next(value, NameOf(segments[i], context), context);
            return new(value);
        }
        catch (TemplateFault fault)
        {
            throw fault.At(position);
        }
    }

    private FluidValue First(LiquidContext context)
    {
        var name = NameOf(segments[0], context).ToStringValue();
        var own = context.GetValue(name);
        return own is not UndefinedValue ? own : context.Data.Find(name) ?? throw ModelObject.Unknown(name, context.KnownNames);
    }

    private static FluidValue NameOf(MemberSegment segment, TemplateContext context) => segment switch
    {
        IdentifierSegment named => new StringValue(named.Identifier),
        IndexerSegment indexed => Sync.Result(indexed.Expression.EvaluateAsync(context)),
        _ => throw new TemplateFault(Errors.TemplateSyntax, null, null, "no function can be called"),
    };

    // A part of nothing is nothing: the data has the name, and no value for it.
    private static FluidValue Next(FluidValue value, FluidValue name, TemplateContext context)
    {
        if (value.IsNil())
            return NilValue.Instance;
        if (value is ArrayValue && name.Type == FluidValues.Number)
            return Sync.Result(value.GetIndexAsync(name, context));
        var text = name.ToStringValue();
        var part = Sync.Result(value.GetValueAsync(text, context));
        return !part.IsNil() || value is ModelObject || OwnNames.Contains(text) ? part : throw ModelObject.Unknown(text, OwnNames);
    }
}
