using SmtpSoar.Core.Templates.Liquid.Faults;

namespace SmtpSoar.Core.Templates;

/// <summary>One value of a front matter.</summary>
/// <param name="Name">The name, in lower case but for the name of a header.</param>
/// <param name="IsHeader">Whether it stands below <c>headers:</c>.</param>
/// <param name="Value">The value: a template.</param>
/// <param name="Place">The place of its first character.</param>
internal sealed record FrontMatterField(string Name, bool IsHeader, string Value, TemplatePosition Place);
