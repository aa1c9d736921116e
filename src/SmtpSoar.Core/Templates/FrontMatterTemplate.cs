using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Fluid;
using SmtpSoar.Core.Templates.Liquid;
using SmtpSoar.Core.Templates.Liquid.Faults;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Templates;

/// <summary>A value of a front matter, compiled.</summary>
internal sealed class FrontMatterTemplate(LiquidEngine engine, FrontMatterField source)
{
    // Header fields that hold addresses: a value may not add one.
    private static readonly HashSet<string> AddressHeaders = new(StringComparer.OrdinalIgnoreCase)
    {
        "From", "Sender", "Reply-To", "To", "Cc", "Bcc", "Disposition-Notification-To", "Return-Receipt-To", "Errors-To",
        "Resent-From", "Resent-Sender", "Resent-To", "Resent-Cc",
    };

    private readonly IFluidTemplate _template = engine.Parse(source.Value, source.Place);

    /// <summary>Whether it is a header field.</summary>
    public bool IsHeader => source.IsHeader;

    /// <summary>Whether it is the value of this name.</summary>
    public bool Is(string name) => !source.IsHeader && source.Name == name;

    /// <summary>The value on one line.</summary>
    public string Line(Rendering rendering) => rendering.Make(_template, OutputMode.Line).Trim();

    /// <summary>The header field.</summary>
    public HeaderField Header(Rendering rendering) =>
        new(source.Name, AddressHeaders.Contains(source.Name) ? string.Join(", ", Addresses(rendering)) : Line(rendering))
        {
            IsLiteral = true,
        };

    /// <summary>The addresses.</summary>
    public IReadOnlyList<string> Addresses(Rendering rendering)
    {
        var addresses = AddressTemplate.Read(rendering.Make(_template, OutputMode.Address), out var refused);
        return refused is null
            ? addresses.Where(address => address.Length > 0).ToList()
            : throw new TemplateFault(Errors.TemplateAddressUnsafe, source.Place, null, SafeText.Of(refused), source.Name);
    }

    /// <summary>The priority, or <see langword="null"/> for an empty value.</summary>
    public MailPriority? Priority(Rendering rendering)
    {
        var text = Line(rendering);
        if (text.Length == 0)
            return null;
        return Enum.TryParse<MailPriority>(text, ignoreCase: true, out var priority)
            && text.Equals(priority.ToString(), StringComparison.OrdinalIgnoreCase)
            ? priority
            : throw Invalid(text, "priority: Low, Normal or High");
    }

    /// <summary>The culture, or <see langword="null"/> for an empty value.</summary>
    public CultureInfo? Culture(Rendering rendering)
    {
        var text = Line(rendering);
        if (text.Length == 0)
            return null;
        try
        {
            return CultureNames.Find(text) ?? throw Invalid(text, "culture such as de-DE");
        }
        catch (CultureNotFoundException)
        {
            throw Invalid(text, "culture such as de-DE");
        }
    }

    private TemplateFault Invalid(string text, string what) =>
        new(Errors.TemplateValueInvalid, source.Place, null, SafeText.Of(text), what);
}
