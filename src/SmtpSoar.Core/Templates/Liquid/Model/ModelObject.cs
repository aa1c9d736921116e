using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Encodings.Web;
using System.Threading.Tasks;
using Fluid;
using Fluid.Values;
using SmtpSoar.Core.Data;
using SmtpSoar.Core.Templates.Liquid.Faults;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Templates.Liquid.Model;

/// <summary>An object of the data, as Liquid sees it. A name that it does not have is an error.</summary>
internal sealed class ModelObject(ITemplateObject item) : FluidValue
{
    private Dictionary<string, FluidValue>? _taken;

    public override FluidValues Type => FluidValues.Dictionary;

    public ITemplateObject Item => item;

    public IReadOnlyList<string> Names => item.Names;

    /// <summary>The value of a name, or <see langword="null"/> where there is no such name.</summary>
    public FluidValue? Find(string name)
    {
        if (_taken is not null && _taken.TryGetValue(name, out var taken))
            return taken;
        if (!item.TryGet(name, out var value))
            return null;
        return (_taken ??= new(System.StringComparer.OrdinalIgnoreCase))[name] = ModelValues.Of(value);
    }

    public override ValueTask<FluidValue> GetValueAsync(string name, TemplateContext context) =>
        new(Find(name) ?? (name == "size" ? NumberValue.Create(Names.Count) : throw Unknown(name, Names)));

    public override ValueTask<FluidValue> GetIndexAsync(FluidValue index, TemplateContext context) =>
        GetValueAsync(index.ToStringValue(), context);

    public override IEnumerable<FluidValue> Enumerate(TemplateContext context) =>
        Names.Select(name => new ArrayValue([new StringValue(name), Find(name) ?? NilValue.Instance]));

    public override bool Contains(FluidValue value) => item.TryGet(value.ToStringValue(), out _);

    public override bool Equals(FluidValue? other) => other is ModelObject model && ReferenceEquals(model.Item, item);

    public override bool ToBooleanValue() => true;

    public override decimal ToNumberValue() => 0;

    public override string ToStringValue() => item.Text;

    public override object ToObjectValue() => item;

    public override ValueTask WriteToAsync(TextWriter writer, TextEncoder encoder, CultureInfo cultureInfo)
    {
        writer.Write(encoder.Encode(ToStringValue()));
        return default;
    }

    public override bool Equals(object? obj) => Equals(obj as FluidValue);

    public override int GetHashCode() => item.GetHashCode();

    /// <summary>The fault of a name that is not there, with the one that was meant.</summary>
    public static TemplateFault Unknown(string name, IEnumerable<string> known) =>
        new(Errors.TemplateNameUnknown, null, null, SafeText.Of(name), Near(name, known));

    private static string Near(string name, IEnumerable<string> known) =>
        NearestName.Question(NearestName.Of(name, known));
}
