using System;
using System.Collections.Generic;
using System.Linq;

namespace SmtpSoar.Tests.RealServers;

/// <summary>A form, with what its fields hold at first.</summary>
public sealed record BrowserForm(Uri Action, IReadOnlyList<(string Name, string Value)> Fields)
{
    /// <summary>The fields with these values, as far as the form has them; null leaves a field as it is.</summary>
    public IEnumerable<KeyValuePair<string, string>> Fill(params (string Name, string? Value)[] values) =>
        Fields.Select(field => KeyValuePair.Create(
            field.Name, values.FirstOrDefault(value => value.Name == field.Name).Value ?? field.Value));
}
