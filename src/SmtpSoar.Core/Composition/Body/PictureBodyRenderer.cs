using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using SmtpSoar.Core.Bodies;
using SmtpSoar.Core.Html.References;

namespace SmtpSoar.Core.Composition.Body;

/// <summary>Makes parts of the pictures that stand in a body's HTML as data, and on request of those that it shows by path.</summary>
internal sealed class PictureBodyRenderer : IBodyRenderer
{
    private const string Mark = "data:image/";

    // Only the HTML tells.
    public bool Handles(ComposedMailRequest request) => true;

    public RenderedBody Render(ComposedMailRequest request, RenderedBody before, CancellationToken cancellationToken)
    {
        if (before.Html is not { } given)
            return before;
        var body = request.PicturePath is null ? before : TakeFiles(request, before, given, cancellationToken);
        return body.Html!.IndexOf(Mark, StringComparison.OrdinalIgnoreCase) < 0 ? body : TakeData(body);
    }

    private static RenderedBody TakeData(RenderedBody body)
    {
        var (html, pictures) = DataPictures.Extract(body.Html!);
        return With(body, html, pictures);
    }

    private static RenderedBody TakeFiles(ComposedMailRequest request, RenderedBody body, string html, CancellationToken cancellationToken)
    {
        var folder = new PictureFolder(request.PicturePath!);
        var local = new HashSet<string>(ContentIds.Scan(html).Local.Found, StringComparer.Ordinal);
        return local.Count == 0 ? body : With(body, PictureRewriter.Rewrite(html, Replaced), folder.Pictures);

        string? Replaced(string address)
        {
            if (!local.Contains(address))
                return null;
            if (folder.Take(address, cancellationToken) is { } picture)
                return ContentIds.Scheme + picture.ContentId;
            return request.AllowMissingAttachment ? null : throw folder.Refusal(address, "there is no such file");
        }
    }

    private static RenderedBody With(RenderedBody body, string html, IEnumerable<DataPicture> pictures)
    {
        var files = pictures.Select(picture => new BodyFile(picture.Name, picture.Type, picture.Content, picture.ContentId));
        return body with { Html = html, Pictures = [.. body.Pictures, .. files] };
    }
}
