using System.Collections.Generic;
using System.Linq;
using SmtpSoar.Binding.Attachments;

namespace SmtpSoar.Sending;

/// <summary>The attachments of SOAR's "send htmlemail": attachment_json, and attachment1 to attachment5 with their content ids.</summary>
internal sealed class HtmlAttachments(object? json, params (object? Attachment, string? ContentId)[] numbered)
{
    public IEnumerable<AttachmentReference> Read(AttachmentArgument reader) =>
        new AttachmentJsonArgument(reader).Read(json).Concat(
            numbered.SelectMany((pair, index) => ReadNumbered(reader, pair.Attachment, pair.ContentId, index + 1)));

    public void Report(EffectiveParameters parameters)
    {
        parameters.Add("attachment_json", () => AttachmentJsonArgument.Text(json));
        for (var i = 0; i < numbered.Length; i++)
        {
            parameters.AddFiles($"attachment{i + 1}", numbered[i].Attachment);
            parameters.Add($"content_id{i + 1}", numbered[i].ContentId);
        }
    }

    private static List<AttachmentReference> ReadNumbered(AttachmentArgument reader, object? attachment, string? contentId, int number)
    {
        var references = reader.Read(attachment).ToList();
        if (string.IsNullOrWhiteSpace(contentId))
            return references;
        // The connector passes over it, and so the mail goes: with a warning.
        if (references.Count == 0)
            references.Add(new AttachmentReference { LoneContentId = number });
        foreach (var reference in references)
            reference.ContentId = contentId;
        return references;
    }
}
