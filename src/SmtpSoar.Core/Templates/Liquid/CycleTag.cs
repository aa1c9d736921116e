using System.Collections.Generic;
using System.IO;
using System.Text.Encodings.Web;
using System.Threading.Tasks;
using Fluid;
using Fluid.Ast;
using Fluid.Values;
using SmtpSoar.Core.Templates.Liquid.Faults;

namespace SmtpSoar.Core.Templates.Liquid;

/// <summary>Writes one value after the other, each time that it is met: <c>{% cycle 'odd', 'even' %}</c>.</summary>
internal sealed class CycleTag(Expression? group, IReadOnlyList<Expression> values, LiquidSite site) : Statement
{
    public override ValueTask<Completion> WriteToAsync(TextWriter writer, TextEncoder encoder, TemplateContext context)
    {
        context.IncrementSteps();
        var name = group is null ? $"cycle {site.Number}" : $"cycle {Sync.Result(group.EvaluateAsync(context)).ToStringValue()}";
        var next = context.AmbientValues.TryGetValue(name, out var known) ? (int)known : 0;
        context.AmbientValues[name] = (next + 1) % values.Count;
        writer.Write(OutputExpression.Written(Sync.Result(values[next].EvaluateAsync(context)), (LiquidContext)context, site));
        return new(Completion.Normal);
    }
}

/// <summary>A value that is assigned: a fault in it has its place.</summary>
internal sealed class GuardedExpression(Expression value, TemplatePosition position) : Expression
{
    public override ValueTask<FluidValue> EvaluateAsync(TemplateContext context)
    {
        try
        {
            var made = Sync.Result(value.EvaluateAsync(context));
            if (made is StringValue text)
                LiquidContext.CheckLength(text.ToStringValue().Length);
            return new(made);
        }
        catch (System.Exception cause) when (LiquidFailures.Translate(cause) is { } fault)
        {
            throw fault.At(position);
        }
    }
}
