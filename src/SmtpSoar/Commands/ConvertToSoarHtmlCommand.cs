using System.Collections.Generic;
using System.Globalization;
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

    private readonly List<object?> _items = [];
    private DataValues? _values;

    /// <summary>The objects, a row each.</summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyCollection]
    public PSObject? InputObject { get; set; }

    /// <summary>The properties that are columns, in order. Default: those that a console shows.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string[]? Property { get; set; }

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
        if (InputObject is null)
            return;
        var value = Values.Of(InputObject);
        if (value is IReadOnlyList<object?> list)
            _items.AddRange(list);
        else
            _items.Add(value);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (TryMake(Write, null, out var text))
            WriteObject(text);
    }

    private DataValues Values => _values ??= new DataValues(new ShownProperties(SessionState));

    private string Write()
    {
        var options = new TableOptions
        {
            Title = Title,
            Columns = Property ?? [],
            Highlights = HighlightArgument.Read(Highlight),
            Culture = Culture ?? CultureInfo.InvariantCulture,
        };
        if (AsText)
            return TableWriter.Text(_items, options);
        return Fragment ? TableWriter.Html(_items, options) : TableWriter.Document(_items, options);
    }
}
