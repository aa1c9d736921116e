using System.Linq;
using System.Threading.Tasks;
using Fluid;
using Fluid.Ast;
using Fluid.Values;
using SmtpSoar.Core.Templates.Liquid.Faults;

namespace SmtpSoar.Core.Templates.Liquid;

/// <summary>A range such as <c>(1..Count)</c>, of bounded length: the engine makes all of its numbers at once.</summary>
internal sealed class CheckedRange(Expression from, Expression to, TemplatePosition position) : Expression
{
    public override ValueTask<FluidValue> EvaluateAsync(TemplateContext context)
    {
        var first = Sync.Result(from.EvaluateAsync(context)).ToNumberValue();
        var last = Sync.Result(to.EvaluateAsync(context)).ToNumberValue();
        if (first is < int.MinValue or > int.MaxValue || last - first >= LiquidLimits.MaxRange)
            throw new TemplateFault(Errors.TemplateLimit, position, null, $"a range has more than {LiquidLimits.MaxRange} numbers");
        if (last < first)
            return new(ArrayValue.Empty);
        var numbers = Enumerable.Range(0, (int)(last - first) + 1).Select(i => (FluidValue)NumberValue.Create((int)first + i));
        return new(new ArrayValue(numbers.ToList()));
    }
}
