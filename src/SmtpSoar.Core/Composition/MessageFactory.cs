using System;
using System.Threading;
using SmtpSoar.Core.Composition.Steps;

namespace SmtpSoar.Core.Composition;

/// <summary>Makes messages of requests: the one door for sending, exporting and the connection test.</summary>
internal sealed class MessageFactory
{
    private readonly MessageComposer _composer;
    private readonly RawComposer _rawComposer;

    /// <summary>Makes messages by the parts that the asset's settings ask for.</summary>
    /// <param name="asset">The asset: its sender, and what it allows.</param>
    /// <param name="clock">The clock that dates messages.</param>
    public MessageFactory(SmtpAsset asset, TimeProvider clock)
        : this(asset, clock, CompositionParts.Of(asset, clock))
    {
    }

    /// <summary>Makes messages by other parts.</summary>
    /// <param name="asset">The asset: its sender, and what it allows.</param>
    /// <param name="clock">The clock that dates messages.</param>
    /// <param name="parts">The renderers and steps.</param>
    public MessageFactory(SmtpAsset asset, TimeProvider clock, CompositionParts parts)
    {
        var steps = new MessageSteps(parts.EntitySteps, parts.MessageSteps);
        _composer = new MessageComposer(asset, clock, parts.Bodies, steps) { WritesPlainText = parts.WritesPlainText };
        _rawComposer = new RawComposer(asset, steps);
    }

    /// <summary>Whether small files are read at once: the caller may write them anew for the next message.</summary>
    public bool BuffersFiles { get; init; }

    /// <summary>Checks everything, then composes. Nothing is sent.</summary>
    /// <exception cref="SmtpSoarException">The message could not be sent.</exception>
    public ComposedMessage Create(MailRequest request, CancellationToken cancellationToken)
    {
        var message = Compose(request, cancellationToken);
        return BuffersFiles ? message.ToBuffered(cancellationToken) : message;
    }

    private ComposedMessage Compose(MailRequest request, CancellationToken cancellationToken) => request switch
    {
        ComposedMailRequest composed => _composer.Compose(composed, cancellationToken),
        RawEmailRequest raw => _rawComposer.Compose(raw, cancellationToken),
        _ => throw new NotSupportedException(request.GetType().Name),
    };
}
