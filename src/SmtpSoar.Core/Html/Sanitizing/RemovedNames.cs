using System;
using System.Collections.Generic;

namespace SmtpSoar.Core.Html.Sanitizing;

/// <summary>The names of what was removed, in the order in which they were met first.</summary>
internal sealed class RemovedNames
{
    private const int MaxNameLength = 40;

    private readonly List<string> _names = [];
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>Each name once.</summary>
    internal IReadOnlyList<string> All => _names;

    /// <summary>
    /// Notes a name. Hostile ones are as long as a message, or have control characters: they are cut short and made harmless.
    /// </summary>
    internal void Add(string name)
    {
        var known = ShownText.Line(name, MaxNameLength).ToLowerInvariant();
        if (_known.Add(known))
            _names.Add(known);
    }
}
