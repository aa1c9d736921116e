using System;
using System.IO;
using System.Linq;
using System.Threading;
using MimeKit;
using SmtpSoar.Core.Assets.Settings;
using SmtpSoar.Core.Composition.Rendering;
using SmtpSoar.Core.Dkim;
using SmtpSoar.Core.Dkim.Keys;
using SmtpSoar.Core.Raw;
using SmtpSoar.Core.Runtime;

namespace SmtpSoar.Core.Composition.Steps;

/// <summary>Signs the bytes that go out for the asset's domain (DKIM): composed mails always, raw mails on request.</summary>
/// <remarks>The keys are read for the first mail that is signed, and kept for the others.</remarks>
/// <param name="asset">The asset: its domain and its keys.</param>
/// <param name="clock">The clock that dates signatures.</param>
internal sealed class DkimStep(SmtpAsset asset, TimeProvider clock) : IMessageStep
{
    private readonly object _gate = new();
    private readonly Once _isStrangerTold = new();
    private readonly Once _isWeaknessTold = new();
    private Signing? _signing;

    public bool AppliesTo(MailRequest request) =>
        request is RawEmailRequest raw ? raw.Dkim : DkimSettings.IsGiven(asset);

    public RenderedMessage Apply(RenderedMessage message, StepContext context)
    {
        var signing = Begin(context.CancellationToken);
        Warn(signing, message, context);
        var fields = signing.Signer.Sign(message.HeaderBlock, stream => WriteBody(message, stream, context.CancellationToken));
        return message with { HeaderBlock = [.. fields, .. message.HeaderBlock] };
    }

    private static void WriteBody(RenderedMessage message, Stream stream, CancellationToken cancellationToken)
    {
        foreach (var segment in message.CheckedBody(cancellationToken))
            segment.WriteTo(stream, cancellationToken);
    }

    // A form may be made on the thread that sends it while the next message is composed.
    private Signing Begin(CancellationToken cancellationToken)
    {
        lock (_gate)
            return _signing ??= Signing.Of(DkimSettings.Of(asset) ?? throw Errors.DkimNotConfigured.With(), clock, cancellationToken);
    }

    private void Warn(Signing signing, RenderedMessage message, StepContext context)
    {
        if (signing.Weak is { } weak && _isWeaknessTold.Happens())
            context.Warn(Messages.DkimKeyWeak(weak.Selector, weak.Key.Bits, DkimKeySource.AdvisedBits));
        var domain = signing.Signer.Domain;
        if (Author(message, context)?.Domain is { Length: > 0 } from && !DkimAlignment.IsAligned(from, domain) && _isStrangerTold.Happens())
            context.Warn(Messages.DkimNotAligned(from, domain));
    }

    // A raw mail's header is the sender's own, and may have anything in it.
    private static MailboxAddress? Author(RenderedMessage message, StepContext context)
    {
        if (context.From is not null)
            return context.From;
        var header = HeaderBlockParser.Parse([.. message.HeaderBlock, .. RenderedMessage.LineEnd], true, RawSource.Text, out _);
        return InternetAddressList.TryParse(header.Value("From") ?? "", out var authors) ? authors.Mailboxes.FirstOrDefault() : null;
    }

    /// <summary>The signer of an asset's settings, with its keys read.</summary>
    private sealed record Signing(DkimSigner Signer, DkimIdentity? Weak)
    {
        public static Signing Of(DkimSettings settings, TimeProvider clock, CancellationToken cancellationToken)
        {
            var keys = DkimIdentity.Read(settings, cancellationToken);
            var weak = keys.Find(key => key.Key is RsaDkimKey && key.Key.Bits < DkimKeySource.AdvisedBits);
            return new Signing(new DkimSigner(settings.Domain, keys, clock), weak);
        }
    }
}
