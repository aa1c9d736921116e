using System.Threading;

namespace SmtpSoar.Core.Composition.Body;

/// <summary>Makes the body of a mail, or adds to the body that the renderers before it made.</summary>
/// <remarks>
/// Nothing is checked, sanitised or derived here: <see cref="BodyFinisher"/> does that behind all renderers. A renderer serves many
/// mails, from one thread at a time.
/// </remarks>
internal interface IBodyRenderer
{
    /// <summary>Whether the request asks for this renderer.</summary>
    bool Handles(ComposedMailRequest request);

    /// <summary>Renders.</summary>
    /// <param name="request">A request that it handles.</param>
    /// <param name="before">The body so far; <see cref="RenderedBody.Empty"/> for the first one.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="SmtpSoarException">There is no body to be made of the request.</exception>
    RenderedBody Render(ComposedMailRequest request, RenderedBody before, CancellationToken cancellationToken);
}
