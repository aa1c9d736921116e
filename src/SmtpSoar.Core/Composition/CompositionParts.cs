using System;
using System.Collections.Generic;
using SmtpSoar.Core.Composition.Body;
using SmtpSoar.Core.Composition.Pgp;
using SmtpSoar.Core.Composition.Smime;
using SmtpSoar.Core.Composition.Steps;

namespace SmtpSoar.Core.Composition;

/// <summary>The parts that make mails of requests, in the order of use. A new renderer, signer or encrypter is one line here.</summary>
internal sealed class CompositionParts
{
    /// <summary>The renderers of bodies. All that handle a request are asked, each with the body of those before it.</summary>
    public IReadOnlyList<IBodyRenderer> Bodies { get; init; } = [];

    /// <summary>The steps over the content: first signers, then encrypters.</summary>
    public IReadOnlyList<IEntityStep> EntitySteps { get; init; } = [];

    /// <summary>Whether a mail that is nothing but ASCII text is written without MimeKit. The bytes are the same.</summary>
    public bool WritesPlainText { get; init; } = true;

    /// <summary>The steps over what is rendered.</summary>
    public IReadOnlyList<IMessageStep> MessageSteps { get; init; } = [];

    /// <summary>The parts that make an asset's mails. A command makes them once, so none loads a library before its use.</summary>
    /// <param name="asset">The asset: its settings say what signs.</param>
    /// <param name="clock">The clock that dates signatures, and by which certificates are valid. Default: the system's.</param>
    public static CompositionParts Of(SmtpAsset asset, TimeProvider? clock = null) =>
        Of(asset, clock ?? TimeProvider.System, new SigningIdentities(asset), new PgpKeys(asset, clock ?? TimeProvider.System));

    private static CompositionParts Of(SmtpAsset asset, TimeProvider clock, SigningIdentities identities, PgpKeys keys) => new()
    {
        Bodies =
        [
            new PlainBodyRenderer(),
            new HtmlBodyRenderer(),
            new MarkdownBodyRenderer(),
            new StyleBodyRenderer(),
            new PictureBodyRenderer(),
            new CalendarBodyRenderer(),
        ],
        EntitySteps =
        [
            new SmimeSigner(asset, identities, clock),
            new PgpSignStep(asset, keys),
            new SmimeEncrypter(asset, identities, clock),
            new PgpEncryptStep(asset, keys, clock),
        ],
        MessageSteps =
        [
            new DkimStep(asset, clock),
        ],
    };
}
