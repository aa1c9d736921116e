using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using SmtpSoar.Binding.Data;
using SmtpSoar.Core.Tables;
using SmtpSoar.Pipeline;

namespace SmtpSoar.Commands;

/// <summary>Makes a table of objects, in HTML that mail programs show well.</summary>
[Cmdlet(VerbsData.ConvertTo, "SoarHtml", DefaultParameterSetName = DocumentSet)]
[OutputType(typeof(string))]
public sealed class ConvertToSoarHtmlCommand : CoreCommand
{
    private const string DocumentSet = "Document";
    private const string FragmentSet = "Fragment";
    private const string TextSet = "Text";

    private readonly List<PSObject> _objects = [];

    /// <summary>The objects, a row each.</summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyCollection]
    public PSObject? InputObject { get; set; }

    /// <summary>The columns, in order: properties, and computed ones as in Select-Object. Default: those that a console shows.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public object[]? Property { get; set; }

    /// <summary>The title above the table.</summary>
    [Parameter]
    public string? Title { get; set; }

    /// <summary>The colours of values: for each column, a colour for each value that has one.</summary>
    [Parameter]
    public object? Highlight { get; set; }

    /// <summary>The culture of dates and numbers. Default: none, with dates such as 2026-11-28 and a decimal point.</summary>
    [Parameter]
    public CultureInfo? Culture { get; set; }

    /// <summary>Gives the table alone, as a part of a document.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FragmentSet)]
    public SwitchParameter Fragment { get; set; }

    /// <summary>Gives the table as plain text, in aligned columns.</summary>
    [Parameter(Mandatory = true, ParameterSetName = TextSet)]
    public SwitchParameter AsText { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        // A variable that holds no row comes as null.
        if (InputObject is not null)
            _objects.Add(InputObject);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (TryMake(Write, null, out var text))
            WriteObject(text);
    }

    private string Write()
    {
        var columns = ColumnArgument.Read(Property);
        var options = new TableOptions
        {
            Title = Title,
            Columns = columns.Names,
            Highlights = HighlightArgument.Read(Highlight),
            Culture = Culture ?? CultureInfo.InvariantCulture,
        };
        var items = Items(columns);
        if (AsText)
            return TableWriter.Text(items, options);
        return Fragment ? TableWriter.Html(items, options) : TableWriter.Document(items, options);
    }

    // A list that comes as one object is its items.
    private List<object?> Items(ColumnArgument columns)
    {
        var values = new DataValues(new ShownProperties(SessionState));
        var items = new List<object?>();
        foreach (var value in _objects.Select(item => columns.Row(item, values)))
        {
            if (value is IReadOnlyList<object?> list)
                items.AddRange(list);
            else
                items.Add(value);
        }

        return items;
    }
}
