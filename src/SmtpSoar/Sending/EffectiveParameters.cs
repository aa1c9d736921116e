using System;
using System.Collections.Generic;
using SmtpSoar.Binding;
using SmtpSoar.Binding.Attachments;

namespace SmtpSoar.Sending;

/// <summary>Collects the parameters under their SOAR names, as they were given, for the result.</summary>
internal sealed class EffectiveParameters(IDictionary<string, object?> target)
{
    public void Add(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            target[name] = value;
    }

    /// <summary>Adds a list, as SOAR writes it: separated by commas.</summary>
    public void Add(string name, ICollection<string>? values)
    {
        if (values is { Count: > 0 })
            Add(name, string.Join(", ", values));
    }

    /// <summary>Adds a parameter that SOAR has as JSON text: text as it was given, anything else as JSON text.</summary>
    public void AddJson(string name, object? value)
    {
        if (value is not null)
            Add(name, () => JsonArgument.Text(value));
    }

    /// <summary>Adds files: text as it was given, anything else by its vault id or path.</summary>
    public void AddFiles(string name, object? value) => Add(name, () => AttachmentNames.Of(value));

    /// <summary>Adds what is made of a user's objects. One that can't be read is left out: the message's own error tells of it.</summary>
    public void Add(string name, Func<string?> make) => Reading.FailureOf(() => Add(name, make()));
}
