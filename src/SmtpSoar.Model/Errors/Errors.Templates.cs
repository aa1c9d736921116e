namespace SmtpSoar;

// The errors about a template, or about the data for it. Each sentence begins with the place: file, line, column.
public static partial class Errors
{
    internal static readonly ErrorDefinition TemplateNotFound = new(
        nameof(TemplateNotFound),
        ErrorKind.ObjectNotFound,
        FailureHandling.Input,
        "There is no template '{0}'.",
        "Check the path. A template may also be given as text: it then has {{ or {% in it, or more than one line.");

    internal static readonly ErrorDefinition TemplateUnreadable = new(
        nameof(TemplateUnreadable),
        ErrorKind.ReadError,
        FailureHandling.Input,
        "The template '{0}' can't be read: {1}",
        "Give a file in UTF-8 that this user may read.");

    internal static readonly ErrorDefinition TemplateSyntax = new(
        nameof(TemplateSyntax),
        ErrorKind.InvalidData,
        FailureHandling.Input,
        "{0}: this is no Liquid: {1}.",
        "Correct the template. A value is {{ Name }}, a condition {% if Name %} ... {% endif %}, "
        + "a loop {% for row in Rows %} ... {% endfor %}.");

    internal static readonly ErrorDefinition TemplateFrontMatterInvalid = new(
        nameof(TemplateFrontMatterInvalid),
        ErrorKind.InvalidData,
        FailureHandling.Input,
        "{0}: the front matter can't be read: {1}.",
        "Between two lines of --- stand lines such as 'subject: Case {{ Number }}', for subject, from, to, cc, bcc, priority and culture; "
        + "headers and lists "
        + "are indented below their name.");

    internal static readonly ErrorDefinition TemplateNameUnknown = new(
        nameof(TemplateNameUnknown),
        ErrorKind.InvalidData,
        FailureHandling.Input,
        "{0}: the data has no '{1}'.{2}",
        "Correct the name in the template, or give each object of the data that property; it may be empty.");

    internal static readonly ErrorDefinition TemplateFilterUnknown = new(
        nameof(TemplateFilterUnknown),
        ErrorKind.InvalidData,
        FailureHandling.Input,
        "{0}: there is no filter '{1}'.{2}",
        "about_SmtpSoar_Templates lists the filters.");

    internal static readonly ErrorDefinition TemplateFailed = new(
        nameof(TemplateFailed),
        ErrorKind.InvalidData,
        FailureHandling.Input,
        "{0}: the template can't be rendered with this data: {1}",
        "Look at this place of the template, and at the value that the data has for it.");

    internal static readonly ErrorDefinition TemplateLimit = new(
        nameof(TemplateLimit),
        ErrorKind.LimitsExceeded,
        FailureHandling.Input,
        "{0}: the template goes beyond what one mail may take: {1}.",
        "Look for a loop over more than was meant. Data that is large goes as an attached file.");

    internal static readonly ErrorDefinition TemplatePartialInvalid = new(
        nameof(TemplatePartialInvalid),
        ErrorKind.SecurityError,
        FailureHandling.Input,
        "{0}: the template '{1}' can't be included: {2}.",
        "Put the file into the folder of the template that includes it, and name it without a folder.");

    internal static readonly ErrorDefinition TemplatePlaceUnsafe = new(
        nameof(TemplatePlaceUnsafe),
        ErrorKind.SecurityError,
        FailureHandling.Input,
        "{0}: a value of the data stands {1}, where it could be more than text.",
        "Put values into text, or between the quotes of an attribute: <td title=\"{{ Name }}\">.");

    internal static readonly ErrorDefinition TemplateAddressUnsafe = new(
        nameof(TemplateAddressUnsafe),
        ErrorKind.InvalidData,
        FailureHandling.Input,
        "{0}: '{1}', which the data gives for {2}, is not one address.",
        "Give one address for each value. Several are a list: in the data, or line by line in the front matter.");

    internal static readonly ErrorDefinition TemplateValueInvalid = new(
        nameof(TemplateValueInvalid),
        ErrorKind.InvalidData,
        FailureHandling.Input,
        "{0}: '{1}' is no {2}.",
        "Correct the front matter, or what the data has for it.");

    internal static readonly ErrorDefinition TemplateDataMissing = new(
        nameof(TemplateDataMissing),
        ErrorKind.InvalidArgument,
        FailureHandling.Input,
        "-Data is {0}, which has no names and values.",
        "Give a hashtable or an object: -Data @{ Name = 'Ann' }. A list has the name 'data' in the template.");

    internal static readonly ErrorDefinition TableColumnInvalid = new(
        nameof(TableColumnInvalid),
        ErrorKind.InvalidArgument,
        FailureHandling.Input,
        "A column of the table is a hashtable with neither Name nor Expression.",
        "Give a column as Select-Object takes it: a property, or @{ Name = 'MB'; Expression = { $_.Length / 1MB } }.");

    internal static readonly ErrorDefinition TableColumnUnknown = new(
        nameof(TableColumnUnknown),
        ErrorKind.InvalidArgument,
        FailureHandling.Input,
        "None of the objects has a property '{0}' for a column of the table.",
        "Correct the name; Get-Member shows those that an object has.");

    internal static readonly ErrorDefinition TableColorInvalid = new(
        nameof(TableColorInvalid),
        ErrorKind.InvalidArgument,
        FailureHandling.Input,
        "'{0}' is no colour.",
        "Give it as #c00 or #cc0000, or by a name of CSS such as gold.");

    internal static readonly ErrorDefinition TableHighlightInvalid = new(
        nameof(TableHighlightInvalid),
        ErrorKind.InvalidArgument,
        FailureHandling.Input,
        "-Highlight can't be read: it has {0} where a hashtable is needed.",
        "Give the column, then its values with their colours: @{ Severity = @{ High = '#c00'; Low = 'gold' } }.");

    internal static readonly ErrorDefinition MarkdownTooDeep = new(
        nameof(MarkdownTooDeep),
        ErrorKind.LimitsExceeded,
        FailureHandling.Input,
        "The Markdown body is nested too deep.",
        "Find out where it comes from: lists and quotations of people nest a few levels.");

    internal static readonly ErrorDefinition CalendarInvalid = new(
        nameof(CalendarInvalid),
        ErrorKind.InvalidData,
        FailureHandling.Input,
        "-Calendar is no invitation: {0}.",
        "Give an .ics file, or its text, that begins with BEGIN:VCALENDAR and has a line "
        + "METHOD:REQUEST, METHOD:CANCEL or METHOD:PUBLISH before its events.");
}
