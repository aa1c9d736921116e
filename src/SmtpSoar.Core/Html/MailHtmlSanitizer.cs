#pragma warning disable
using System.Collections.Generic;
namespace SmtpSoar.Core.Html;
internal sealed class MailHtmlSanitizer { public string Sanitize(string html, out IReadOnlyCollection<string> removed) { removed = []; return html; } }
