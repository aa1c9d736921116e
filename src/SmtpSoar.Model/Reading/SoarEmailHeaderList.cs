using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Linq;

namespace SmtpSoar;

/// <summary>The header fields of a mail that was read, in their order.</summary>
public sealed class SoarEmailHeaderList : ReadOnlyCollection<SoarEmailHeader>
{
    /// <summary>Makes one.</summary>
    public SoarEmailHeaderList(IList<SoarEmailHeader> fields)
        : base(fields)
    {
    }

    /// <summary>The value of the first field of that name, in any case, or <see langword="null"/> if there is none.</summary>
    /// <param name="name">The field's name.</param>
    public string? this[string name] =>
        this.FirstOrDefault(field => string.Equals(field.Name, name, StringComparison.OrdinalIgnoreCase))?.Value;
}
