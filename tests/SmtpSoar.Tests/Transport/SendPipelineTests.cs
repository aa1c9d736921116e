using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core;
using SmtpSoar.Tests.Delivery;
using Xunit;

namespace SmtpSoar.Tests.Transport;

/// <summary>The flow of many messages, over transports without a socket.</summary>
public sealed class SendPipelineTests
{
    private readonly MemoryPostOffice _office = new();
    private readonly RecordingFeedback _feedback = new();

    [Fact]
    public async Task Outcomes_OverOneConnection_ComeInTheOrderOfTheMessages()
    {
        using var service = Create(1);

        var outcomes = await SendAsync(service, 50);

        Assert.Equal(Numbers(50), outcomes.Select(Number));
        Assert.Equal(1, _office.Connections);
    }

    [Fact]
    public async Task Failure_OfOneMessage_StopsNoOther()
    {
        _office.Answer = (message, receipt) => message.Message.Subject == "7"
            ? receipt with { Failure = Errors.MessageRefused.With("memory", "no") }
            : receipt;
        using var service = Create(1);

        var outcomes = await SendAsync(service, 20);

        Assert.Equal(Numbers(20), outcomes.Select(Number));
        Assert.Equal("7", Number(Assert.Single(outcomes, outcome => outcome.Error is not null)));
        Assert.Equal(19, _office.Accepted.Count);
    }

    [Fact]
    public async Task Message_ThatCantBeComposed_KeepsItsPlace()
    {
        using var service = Create(1);
        var outcomes = new List<MailOutcome>();

        foreach (var request in new[] { Request(0), new EmailRequest { Subject = "1" }, Request(2) })
            await AddAsync(service, request, outcomes);
        await DrainAsync(service, outcomes);

        Assert.Equal([true, false, true], outcomes.Select(outcome => outcome.Error is null));
    }

    [Fact]
    public async Task Halt_WhileAMessageIsUnderWay_BeginsNoOther()
    {
        using var service = Create(1);
        var outcomes = new List<MailOutcome>();
        for (var i = 0; i < 3; i++)
            await AddAsync(service, Request(i), outcomes);

        var last = await service.HaltAsync();

        Assert.Equal(_office.Accepted.Count, outcomes.Concat(last).Count(outcome => outcome.Error is null));
        Assert.Null(await service.NextAsync(CancellationToken.None));
    }

    private static string[] Numbers(int count) =>
        Enumerable.Range(0, count).Select(number => number.ToString(CultureInfo.InvariantCulture)).ToArray();

    private static string Number(MailOutcome outcome) => (string)outcome.Result.Parameter["subject"]!;

    private static EmailRequest Request(int number)
    {
        var request = Mailer.Request();
        request.Subject = number.ToString(CultureInfo.InvariantCulture);
        request.Parameter["subject"] = request.Subject;
        return request;
    }

    private static async Task<IReadOnlyList<MailOutcome>> SendAsync(MailService service, int count)
    {
        var outcomes = new List<MailOutcome>();
        for (var i = 0; i < count; i++)
            await AddAsync(service, Request(i), outcomes);
        await DrainAsync(service, outcomes);
        return outcomes;
    }

    private static async Task AddAsync(MailService service, EmailRequest request, List<MailOutcome> outcomes)
    {
        await service.AddAsync(service.Prepare(request, CancellationToken.None), CancellationToken.None);
        Take(service, outcomes);
    }

    private static async Task DrainAsync(MailService service, List<MailOutcome> outcomes)
    {
        while (await service.NextAsync(CancellationToken.None) is { } outcome)
            outcomes.Add(outcome);
    }

    private static void Take(MailService service, List<MailOutcome> outcomes)
    {
        while (service.TryTake(out var outcome))
            outcomes.Add(outcome);
    }

    private MailService Create(int connections)
    {
        var asset = new SmtpAsset { Server = "memory", SenderAddress = "from@example.org", MaxConnections = connections, RetryCount = 0 };
        return new MailService(new MailServiceOptions(asset, _feedback) { Transports = [new MemoryTransportFactory(_office)] });
    }
}
