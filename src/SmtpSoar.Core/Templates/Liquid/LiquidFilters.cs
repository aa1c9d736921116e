using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Fluid;
using Fluid.Values;
using SmtpSoar.Core.Templates.Liquid.Faults;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Templates.Liquid;

/// <summary>The filters: those of Liquid, each with bounds, and what it makes of data escaped as the data is.</summary>
internal static class LiquidFilters
{
    private const string Raw = "raw";

    private static readonly string[] Taken =
    [
        "append", "capitalize", "downcase", "lstrip", "rstrip", "prepend", "remove_first", "remove", "remove_last",
        "replace_first", "replace",
        "replace_last", "slice", "split", "strip", "strip_newlines", "truncate", "truncatewords", "upcase",
        "default", "date", "compact", "url_encode", "url_decode", "base64_encode", "base64_decode", "strip_html", "handle",
        "handleize", "json",
        "time_zone", "format_number", "format_date",
        "abs", "at_least", "at_most", "ceil", "divided_by", "floor", "minus", "modulo", "plus", "round", "times",
        "join", "first", "last", "concat", "map", "reverse", "size", "sort", "sort_natural", "uniq", "where", "sum", "find",
        "find_index", "has", "reject",
    ];

    private static readonly HashSet<string> Added = ["raw", "escape", "escape_once", "newline_to_br", TableFilter.Name];

    /// <summary>Makes the options' filters these.</summary>
    public static void Register(TemplateOptions options)
    {
        foreach (var name in Taken)
        {
            if (options.Filters.TryGetValue(name, out var filter))
                Add(options, name, Bounded(name, filter));
        }

        foreach (var name in options.Filters.Select(filter => filter.Key).Where(name => !Taken.Contains(name) && name != Raw).ToList())
            Add(options, name, (_, _, _) => throw Unknown(name));
        Add(options, "escape", static (input, _, _) => new(input));
        Add(options, "escape_once", static (input, _, _) => new(input));
        Add(options, "newline_to_br", LineBreaks);
        Add(options, TableFilter.Name, TableFilter.Apply);
    }

    /// <summary>The names of all filters that a template may use.</summary>
    public static IEnumerable<string> Names => Taken.Concat(Added);

    /// <summary>The fault of a filter that is not there.</summary>
    public static TemplateFault Unknown(string name) =>
        new(Errors.TemplateFilterUnknown, null, null, SafeText.Of(name), Near(name));

    private static string Near(string name) => NearestName.Question(NearestName.Of(name, Names));

    /// <summary>Adds a filter, in place of one that has its name.</summary>
    public static void Add(TemplateOptions options, string name, FilterDelegate filter) => options.Filters.AddFilter(name, filter);

    private static FilterDelegate Bounded(string name, FilterDelegate filter) => (input, arguments, context) =>
    {
        ((LiquidContext)context).CheckTime();
        if (name == "replace")
            CheckReplacement(input, arguments);
        return new(Escaped(Sync.Result(filter(input, arguments, context))));
    };

    // The thing that a filter makes of a value is a value. Only "raw" says that it is markup.
    private static FluidValue Escaped(FluidValue made)
    {
        if (made is not StringValue text)
            return made;
        LiquidContext.CheckLength(text.ToStringValue().Length);
        return text.Encode ? text : new StringValue(text.ToStringValue());
    }

    // Before it is made: each letter could become a whole text.
    private static void CheckReplacement(FluidValue input, FilterArguments arguments)
    {
        var (text, with) = (input.ToStringValue(), arguments.At(1).ToStringValue());
        var each = System.Math.Max(1, arguments.At(0).ToStringValue().Length);
        LiquidContext.CheckLength((text.Length + 1L) / each * with.Length);
    }

    private static ValueTask<FluidValue> LineBreaks(FluidValue input, FilterArguments arguments, TemplateContext context)
    {
        if (((LiquidContext)context).Mode != OutputMode.Html)
            return new(input);
        var lines = input.ToStringValue().Replace("\r\n", "\n").Split('\n')
            .Select(line => OutputExpression.Marked(line, (LiquidContext)context));
        return new(new StringValue(string.Join("<br />\n", lines), encode: false));
    }
}
