using System;

namespace SmtpSoar.Binding.Attributes;

/// <summary>
/// Marks a parameter whose value may come from a property of its name, or of an alias, of each object of the pipeline.
/// <see cref="RowBinder"/> reads it. PowerShell's own binding by property name would look at each such parameter several times for each
/// object, in vain.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class RowValueAttribute : Attribute;
