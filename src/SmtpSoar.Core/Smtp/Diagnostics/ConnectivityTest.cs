using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Assets;
using SmtpSoar.Core.Assets.Settings;
using SmtpSoar.Core.Composition;
using SmtpSoar.Core.Pickup;
using SmtpSoar.Core.Runtime;

namespace SmtpSoar.Core.Smtp.Diagnostics;

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
        var mail = skipTestMail || Asset.DefaultSender is null ? null : Compose(cancellationToken);
        _result.Attempts = 1;
        if (Asset.PickupDirectory is not null)
            await TestFolderAsync(mail, skipTestMail, cancellationToken).ConfigureAwait(false);
        else
            await TestServerAsync(mail, skipTestMail, cancellationToken).ConfigureAwait(false);

        _result.Status = "success";
        _result.Message = mail is not null ? Messages.TestPassed
            : skipTestMail ? Messages.TestPassedWithoutMail
            : Messages.TestPassedWithoutAddress(Asset);
    }

    private async Task TestFolderAsync(ComposedMessage? mail, bool skipTestMail, CancellationToken cancellationToken)
    {
        using var pickup = new PickupTransport(Asset.PickupDirectory!, options.Clock);
        await _steps.RunAsync("Folder", () => pickup.TryAsync(cancellationToken), folder => folder).ConfigureAwait(false);
        if (mail is null)
            NoteSkippedMail(skipTestMail);
        else
            await SendAsync(async () => await pickup.DeliverAsync(mail, _result, cancellationToken).ConfigureAwait(false), mail).ConfigureAwait(false);
    }

    private async Task TestServerAsync(ComposedMessage? mail, bool skipTestMail, CancellationToken cancellationToken)
    {
        AuthenticationChoice.Check(Asset);
        _result.Server = Asset.Server;
        _result.Port = Asset.EffectivePort;
        using var connection = await SmtpConnection.OpenAsync(options.ToConnectionSettings() with { AlwaysNewToken = true }, mail is not null && SmtpConnection.WantsSmtpUtf8(mail), _steps, cancellationToken).ConfigureAwait(false);
        _result.Tls = connection.Tls;
        _result.Authentication = connection.Authentication;
        if (mail is null)
            NoteSkippedMail(skipTestMail);
        else
            await SendAsync(() => SendAsync(connection, mail, cancellationToken), mail).ConfigureAwait(false);
        await connection.CloseAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task SendAsync(SmtpConnection connection, ComposedMessage mail, CancellationToken cancellationToken)
    {
        var recipients = new RecipientTracker(mail);
        _result.Recipients = recipients.Results;
        try
        {
            var reply = await connection.SendAsync(mail, recipients, null, cancellationToken).ConfigureAwait(false);
            _result.ServerResponse = reply.ToString();
        }
        catch (SmtpSoarException error)
        {
            recipients.Fail(error);
            throw;
        }
    }

    private async Task SendAsync(Func<Task> send, ComposedMessage mail)
    {
        _result.MessageId = mail.MessageId;
        _result.Size = mail.Image.Size;
        await _steps.RunAsync(
            "TestMail",
            async () =>
            {
                await send().ConfigureAwait(false);
                return _result.ServerResponse ?? "";
            },
            reply => $"to {mail.Sender.Text}: {reply}").ConfigureAwait(false);
    }

    private void NoteSkippedMail(bool isUnwanted) =>
        _steps.Add("TestMail", StepOutcome.Skipped, TimeSpan.Zero, isUnwanted ? Messages.TestMailSkipped : Messages.NoAddress(Asset));

    private ComposedMessage Compose(CancellationToken cancellationToken)
    {
        var request = new EmailRequest { To = [Asset.DefaultSender!], Subject = Messages.TestSubject, Body = Messages.TestBody };
        return new MessageComposer(Asset, options.Clock).Compose(request, cancellationToken);
    }
}
