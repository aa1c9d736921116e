using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using SmtpSoar.Binding;

namespace SmtpSoar.Commands;

/// <summary>The attachments of SOAR's "send htmlemail": attachment_json, and attachment1 to attachment5 with their content ids.</summary>
internal sealed class HtmlAttachments(object? json, params (object? Attachment, string? ContentId)[] numbered)
{
    public IEnumerable<AttachmentReference> Read(AttachmentArgument reader) =>
        new AttachmentJsonArgument(reader).Read(json).Concat(numbered.SelectMany(pair => ReadNumbered(reader, pair.Attachment, pair.ContentId)));

    public void Report(ParameterReport parameters)
    {
        parameters.Add("attachment_json", json is PSObject or string ? json.ToString() : null);
        for (var i = 0; i < numbered.Length; i++)
        {
            parameters.Add($"attachment{i + 1}", Values.Unwrap(numbered[i].Attachment)?.ToString());
            parameters.Add($"content_id{i + 1}", numbered[i].ContentId);
        }
    }

    private static IEnumerable<AttachmentReference> ReadNumbered(AttachmentArgument reader, object? attachment, string? contentId)
    {
        foreach (var reference in reader.Read(attachment))
        {
            if (!string.IsNullOrWhiteSpace(contentId))
                reference.ContentId = contentId;
            yield return reference;
        }
    }
}
