using System;
using System.Collections.Generic;
using System.Linq;
using SmtpSoar.Core.Data;

namespace SmtpSoar.Binding.Data;

/// <summary>The data of a template: its names, and <c>data</c> for all of it, unless it has a value of that name.</summary>
internal sealed class RootData(ITemplateObject item) : ITemplateObject
{
    public const string Name = "data";

    public IReadOnlyList<string> Names => item.Names.Append(Name).ToList();

    public string Text => item.Text;

    public ITemplateObject Shown => item.Shown;

    public bool TryGet(string name, out object? value)
    {
        if (item.TryGet(name, out value))
            return true;
        value = item;
        return name.Equals(Name, StringComparison.OrdinalIgnoreCase);
    }
}
