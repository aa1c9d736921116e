using System;
using System.Globalization;
using System.IO;
using System.Threading.Tasks;
using Fluid;
using Fluid.Ast;
using Fluid.Values;
using SmtpSoar.Core.Data;
using SmtpSoar.Core.Templates.Liquid.Faults;
using SmtpSoar.Core.Templates.Liquid.Model;
using SmtpSoar.Core.Templates.Places;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Templates.Liquid;

/// <summary>A value that is written: <c>{{ Name }}</c>. It is escaped here, whatever it is and whatever filters made of it.</summary>
internal sealed class OutputExpression(Expression value, LiquidSite site) : Expression
{
    public override ValueTask<FluidValue> EvaluateAsync(TemplateContext context)
    {
        ((LiquidContext)context).Site = site.Number;
        try
        {
            return new(new StringValue(Written(Sync.Result(value.EvaluateAsync(context)), (LiquidContext)context, site), encode: false));
        }
        catch (Exception cause) when (LiquidFailures.Translate(cause) is { } fault)
        {
            throw fault.At(site.Position);
        }
    }

    /// <summary>Text of the data in markup of our own, for HTML.</summary>
    public static string Marked(string text, LiquidContext context) =>
        text.Length == 0 ? "" : DataMarks.Around(HtmlEscape.Text(DataMarks.Clean(text)), context.Site);

    /// <summary>A value as it is written. One that has markup of the template's author, or of our own, is not escaped.</summary>
    public static string Written(FluidValue value, LiquidContext context, LiquidSite site)
    {
        if (value is StringValue { Encode: false } markup)
            return markup.ToStringValue();
        var text = DataMarks.Clean(TextOf(value, context.CultureInfo));
        LiquidContext.CheckLength(text.Length);
        return text.Length == 0 ? "" : context.Mode switch
        {
            OutputMode.Html => DataMarks.Around(HtmlEscape.Text(text), site.Number),
            OutputMode.Address => Addresses(value, text, context.CultureInfo, site.Number),
            OutputMode.Line => ValueEscapes.Line(text),
            OutputMode.Markdown => ValueEscapes.Markdown(text),
            _ => text,
        };
    }

    // A string is asked most, and costs nothing. A date of a filter has its own form by then.
    private static string TextOf(FluidValue value, CultureInfo culture) => value switch
    {
        StringValue text => text.ToStringValue(),
        NumberValue number => Number(number, culture),
        _ => ValueText.Of(ModelValues.Plain(value), culture),
    };

    private static string Number(NumberValue number, CultureInfo culture)
    {
        using var writer = new StringWriter(culture);
        Sync.Wait(number.WriteToAsync(writer, NullEncoder.Default, culture));
        return writer.ToString();
    }

    // Each element of a list is an address of its own.
    private static string Addresses(FluidValue value, string text, CultureInfo culture, int site)
    {
        if (value is not ArrayValue list)
            return DataMarks.Around(ValueEscapes.Line(text), site);
        var all = "";
        foreach (var item in list.Values)
            all += DataMarks.Around(ValueEscapes.Line(DataMarks.Clean(TextOf(item, culture))), site);
        return all;
    }
}
