using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Composition;

namespace SmtpSoar.Core.Transport;

/// <summary>Keeps what was done on the way to the server, for <c>Test-SmtpAsset</c>.</summary>
internal sealed class StepLog(bool isRead)
{
    /// <summary>The name of the step that sends the test mail.</summary>
    public const string TestMail = "TestMail";

    /// <summary>The name of the step that compares a DKIM key with DNS.</summary>
    public const string Dkim = "Dkim";

    private readonly List<ConnectivityStep> _steps = [];

    public IReadOnlyList<ConnectivityStep> Steps => _steps;

    /// <summary>Whether somebody reads it; else no success is noted.</summary>
    public bool IsRead { get; } = isRead;

    /// <summary>Does a step and notes how long it took and how it ended.</summary>
    public async Task<T> RunAsync<T>(string name, Func<Task<T>> step, Func<T, string> describe)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            var result = await step().ConfigureAwait(false);
            if (IsRead)
                Add(name, StepOutcome.Success, clock.Elapsed, describe(result));
            return result;
        }
        catch (SmtpSoarException error)
        {
            Add(name, StepOutcome.Failed, clock.Elapsed, error.Sentence);
            throw;
        }
    }

    /// <summary>Does a step that connects to nothing.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="step">Does it, and describes what it found.</param>
    public void Run(string name, Func<string> step)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            var found = step();
            Add(name, StepOutcome.Success, clock.Elapsed, found);
        }
        catch (SmtpSoarException error)
        {
            Add(name, StepOutcome.Failed, clock.Elapsed, error.Sentence);
            throw;
        }
    }

    /// <summary>Sends the test mail and notes the reply.</summary>
    public async Task<DeliveryReceipt> SendTestMailAsync(IMailSender sender, ComposedMessage mail, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var receipt = await sender.SendAsync(new OutboundMessage(mail), cancellationToken).ConfigureAwait(false);
        if (receipt.Failure is { } failure)
            Add(TestMail, StepOutcome.Failed, clock.Elapsed, failure.Sentence);
        else
            Add(TestMail, StepOutcome.Success, clock.Elapsed, $"to {mail.Sender.Text}: {receipt.Response}");
        return receipt;
    }

    public void Add(string name, StepOutcome outcome, TimeSpan duration, string detail) =>
        _steps.Add(new ConnectivityStep { Name = name, Outcome = outcome, Duration = duration, Detail = ShownText.Line(detail) });
}
