using System;
using System.Linq;
using System.Threading;
using SmtpSoar.Core.Bodies;

namespace SmtpSoar.Core.Composition.Body;

/// <summary>Makes parts of the pictures that stand in a body's HTML as data.</summary>
internal sealed class PictureBodyRenderer : IBodyRenderer
{
    private const string Mark = "data:image/";

    // Only the HTML tells.
    public bool Handles(ComposedMailRequest request) => true;

    public RenderedBody Render(ComposedMailRequest request, RenderedBody before, CancellationToken cancellationToken)
    {
        if (before.Html is not { } given || given.IndexOf(Mark, StringComparison.OrdinalIgnoreCase) < 0)
            return before;
        var (html, pictures) = DataPictures.Extract(given);
        var files = pictures.Select(picture => new BodyFile(picture.Name, picture.Type, picture.Content, picture.ContentId));
        return before with { Html = html, Pictures = [.. before.Pictures, .. files] };
    }
}
