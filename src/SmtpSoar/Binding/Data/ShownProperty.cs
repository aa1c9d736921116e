using System.Management.Automation;

namespace SmtpSoar.Binding.Data;

/// <summary>A column that a table shows of an object.</summary>
/// <param name="Heading">The heading.</param>
/// <param name="Name">The property, or <see langword="null"/> where a script makes the value.</param>
/// <param name="Script">The script of the type's format data, or <see langword="null"/>.</param>
internal sealed record ShownProperty(string Heading, string? Name, ScriptBlock? Script);
