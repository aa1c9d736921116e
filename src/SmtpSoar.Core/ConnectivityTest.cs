using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Assets;
using SmtpSoar.Core.Assets.Settings;
using SmtpSoar.Core.Composition;
using SmtpSoar.Core.Dkim;
using SmtpSoar.Core.NameService;
using SmtpSoar.Core.Runtime;
using SmtpSoar.Core.Transport;
using SmtpSoar.Core.Transport.Retry;

namespace SmtpSoar.Core;

/// <summary>SOAR's action "test connectivity", step by step.</summary>
internal sealed class ConnectivityTest(MailServiceOptions options)
{
    private const string Action = "test connectivity";

    private readonly StepLog _steps = new(isRead: true);
    private readonly SoarConnectivityResult _result = new() { Action = Action };

    private SmtpAsset Asset => options.Asset;

    public async Task<MailOutcome> RunAsync(bool skipTestMail, CancellationToken cancellationToken)
    {
        var started = options.Clock.GetTimestamp();
        var failure = await Failures.OfAsync(() => RunStepsAsync(skipTestMail, cancellationToken)).ConfigureAwait(false);
        _result.Steps = _steps.Steps.ToArray();
        _result.Duration = options.Clock.GetElapsedTime(started);
        return failure is null ? new MailOutcome(_result, null) : MailOutcome.Failed(_result, failure);
    }

    private async Task RunStepsAsync(bool skipTestMail, CancellationToken cancellationToken)
    {
        AssetValidator.Validate(Asset);
        new CertificateSteps(options, _steps).Run(cancellationToken);
        new PgpSteps(options, _steps).Run(cancellationToken);
        var mail = skipTestMail || Asset.DefaultSender is null ? null : Compose(options, cancellationToken);
        var receipt = await ProbeAsync(options, mail, _steps, cancellationToken).ConfigureAwait(false);
        Fill(mail, receipt);
        var dkim = await Failures.OfAsync(() => TestDkimAsync(cancellationToken)).ConfigureAwait(false);
        var other = await Failures.OfAsync(() => TestFallbackAsync(skipTestMail, cancellationToken)).ConfigureAwait(false);
        if ((receipt.Failure ?? dkim ?? other) is { } failure)
            throw failure;
        if (mail is null)
            NoteSkippedMail(skipTestMail);
        _result.Status = "success";
        _result.Message = mail is not null ? Messages.TestPassed
            : skipTestMail ? Messages.TestPassedWithoutMail
            : Messages.TestPassedWithoutAddress(Asset);
    }

    // Each key has a step. DNS that does not answer says nothing about the mails, so it fails nothing.
    private async Task TestDkimAsync(CancellationToken cancellationToken)
    {
        if (DkimSettings.Of(Asset) is not { } settings)
            return;
        var resolver = new DnsResolver(options.DnsServer is { } server ? DnsServerAddress.Parse(server) : null);
        var check = new DkimRecordCheck(settings.Domain, resolver);
        SmtpSoarException? first = null;
        foreach (var identity in DkimIdentity.Read(settings, cancellationToken))
        {
            var failure = await TestDkimAsync(check, identity, cancellationToken).ConfigureAwait(false);
            first ??= failure;
        }

        if (first is not null)
            throw first;
    }

    private async Task<SmtpSoarException?> TestDkimAsync(DkimRecordCheck check, DkimIdentity identity, CancellationToken cancellationToken)
    {
        using var key = identity.Key;
        var started = options.Clock.GetTimestamp();
        var found = "";
        var failure = await Failures.OfAsync(async () => found = await check.RunAsync(identity, cancellationToken).ConfigureAwait(false))
            .ConfigureAwait(false);
        var outcome = failure is null ? StepOutcome.Success : failure.Is(Errors.DnsUnavailable) ? StepOutcome.Skipped : StepOutcome.Failed;
        _steps.Add(StepLog.Dkim, outcome, options.Clock.GetElapsedTime(started), failure?.Sentence ?? found);
        if (outcome == StepOutcome.Skipped)
            options.Feedback.Warning(failure!.Message);
        return outcome == StepOutcome.Failed ? failure : null;
    }

    // The asset that stands by has the same steps, with its name before each.
    private async Task TestFallbackAsync(bool skipTestMail, CancellationToken cancellationToken)
    {
        if (options.ToFallback() is not { } other)
            return;
        var steps = new StepLog(isRead: true);
        AssetValidator.Validate(other.Asset);
        var mail = skipTestMail || other.Asset.DefaultSender is null ? null : Compose(other, cancellationToken);
        var receipt = await ProbeAsync(other, mail, steps, cancellationToken).ConfigureAwait(false);
        foreach (var step in steps.Steps)
            _steps.Add($"{other.Asset.Name}: {step.Name}", step.Outcome, step.Duration, step.Detail);
        if (receipt.Failure is { } failure)
            throw failure;
    }

    private static async Task<DeliveryReceipt> ProbeAsync(
        MailServiceOptions way, ComposedMessage? mail, StepLog steps, CancellationToken cancellationToken)
    {
        var factory = TransportPipeline.FactoryFor(way);
        factory.Check(way.Asset);
        var context = new TransportContext(way, new SharedServerState(way.Asset, way.Clock), way.ToSign());
        return await factory.ProbeAsync(context, mail, steps, cancellationToken).ConfigureAwait(false);
    }

    private void Fill(ComposedMessage? mail, DeliveryReceipt receipt)
    {
        ResultMapper.Fill(_result, receipt);
        _result.Attempts = Math.Max(receipt.Attempts, 1);
        if (mail is not null && receipt.Recipients is not null)
            (_result.MessageId, _result.Size) = (mail.MessageId, mail.Image.Size);
    }

    private void NoteSkippedMail(bool isUnwanted) =>
        _steps.Add(StepLog.TestMail, StepOutcome.Skipped, TimeSpan.Zero, isUnwanted ? Messages.TestMailSkipped : Messages.NoAddress(Asset));

    private static ComposedMessage Compose(MailServiceOptions way, CancellationToken cancellationToken)
    {
        var request = new EmailRequest { To = [way.Asset.DefaultSender!], Subject = Messages.TestSubject, Body = Messages.TestBody };
        var message = way.ToMessageFactory().Create(request, cancellationToken);
        message.ReportTo(way.Feedback);
        return message;
    }
}
