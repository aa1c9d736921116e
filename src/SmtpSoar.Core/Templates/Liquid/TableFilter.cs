using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Fluid;
using Fluid.Values;
using SmtpSoar.Core.Tables;
using SmtpSoar.Core.Templates.Liquid.Faults;
using SmtpSoar.Core.Templates.Liquid.Model;

namespace SmtpSoar.Core.Templates.Liquid;

/// <summary>
/// The filter <c>table</c>: <c>{{ Rows | table: title: 'Findings', columns: 'Name, Severity', highlight: 'Severity=High:#c00' }}</c>.
/// </summary>
internal static class TableFilter
{
    public const string Name = "table";

    private static readonly HashSet<string> Arguments = ["title", "columns", "highlight"];

    public static ValueTask<FluidValue> Apply(FluidValue input, FilterArguments arguments, TemplateContext context)
    {
        var unknown = arguments.Names.FirstOrDefault(name => !Arguments.Contains(name));
        if (unknown is not null || arguments.Count > arguments.Names.Count())
            throw Failed("'table' takes title:, columns: and highlight:, each with its name.");
        var options = new TableOptions
        {
            Title = arguments["title"] is var title && !title.IsNil() ? title.ToStringValue() : null,
            Columns = Parts(arguments["columns"], ',').ToList(),
            Highlights = Parts(arguments["highlight"], ',').Select(Highlight).ToList(),
            Culture = context.CultureInfo,
            Escape = text => OutputExpression.Marked(text, (LiquidContext)context),
        };
        var items = Items(input);
        return new(new StringValue(Written(items, options, ((LiquidContext)context).Mode), encode: false));
    }

    private static string Written(List<object?> items, TableOptions options, OutputMode mode) => mode switch
    {
        OutputMode.Html => TableWriter.Html(items, options),
        OutputMode.Text => TableWriter.Text(items, options),
        OutputMode.Markdown => Code(TableWriter.Text(items, options)),
        _ => throw new TemplateFault(Errors.TemplateFailed, null, null, "a table does not fit on the line of a header field."),
    };

    // A block of code (CommonMark 0.31, section 4.4), in which nothing is markup.
    private static string Code(string table) => "\n\n    " + table.TrimEnd('\n').Replace("\n", "\n    ") + "\n\n";

    private static List<object?> Items(FluidValue input) => input switch
    {
        ArrayValue array => array.Values.Select(ModelValues.Plain).ToList(),
        _ when input.IsNil() => [],
        _ => [ModelValues.Plain(input)],
    };

    private static IEnumerable<string> Parts(FluidValue list, char separator) => list is ArrayValue array
        ? array.Values.Select(value => value.ToStringValue())
        : list.ToStringValue().Split(separator).Select(part => part.Trim()).Where(part => part.Length > 0);

    private static TableHighlight Highlight(string rule)
    {
        var (equals, colon) = (rule.IndexOf('='), rule.LastIndexOf(':'));
        return equals > 0 && colon > equals
            ? new TableHighlight(
                rule.Substring(0, equals).Trim(), rule.Substring(equals + 1, colon - equals - 1).Trim(), rule.Substring(colon + 1))
            : throw Failed("'highlight:' is a list of column=value:colour, such as 'Severity=High:#c00'.");
    }

    private static TemplateFault Failed(string reason) => new(Errors.TemplateFailed, null, null, reason);
}
