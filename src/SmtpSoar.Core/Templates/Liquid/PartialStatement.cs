using System;
using System.IO;
using System.Text.Encodings.Web;
using System.Threading.Tasks;
using Fluid;
using Fluid.Ast;
using SmtpSoar.Core.Templates.Liquid.Faults;

namespace SmtpSoar.Core.Templates.Liquid;

/// <summary>Another template in this one: <c>{% include 'footer' %}</c>. A fault in it names its file.</summary>
internal sealed class PartialStatement(Statement inner, TemplatePosition position, LiquidParser parser) : Statement
{
    public override ValueTask<Completion> WriteToAsync(TextWriter writer, TextEncoder encoder, TemplateContext context)
    {
        try
        {
            return new(Sync.Result(inner.WriteToAsync(writer, encoder, context)));
        }
        catch (ParseException cause)
        {
            throw parser.Fault(cause).In(NameOf(context));
        }
        catch (Exception cause) when (LiquidFailures.Translate(cause) is { } fault)
        {
            throw fault.Position is null ? fault.At(position) : fault.In(NameOf(context));
        }
    }

    private string NameOf(TemplateContext context) => inner switch
    {
        IncludeStatement include => Sync.Result(include.Path.EvaluateAsync(context)).ToStringValue(),
        RenderStatement render => render.Path,
        _ => "",
    };
}
