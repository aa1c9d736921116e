using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Composition;
using SmtpSoar.Core.Transport;
using SmtpSoar.Tests.Delivery;
using Xunit;

namespace SmtpSoar.Tests.Transport;

/// <summary>The duties of each transport. A new one passes these with a harness of its own and nothing else.</summary>
public abstract class TransportContractTests
{
    private const int LargeSize = 5 * 1024 * 1024;

    [Fact]
    public async Task Message_Accepted_HasAReceiptForEachRecipient()
    {
        using var harness = Start();
        using var transport = harness.Create();
        var message = harness.Compose();

        var receipt = await SendAsync(transport, message);

        Assert.Null(receipt.Failure);
        Assert.Equal(1, receipt.Attempts);
        Assert.False(string.IsNullOrEmpty(receipt.Response));
        Assert.Equal(message.Recipients.Select(recipient => recipient.Address.Text), receipt.Recipients!.Select(recipient => recipient.Address));
        Assert.Equal(message.Recipients.Select(recipient => recipient.Kind), receipt.Recipients!.Select(recipient => recipient.Kind));
        Assert.All(receipt.Recipients!, recipient => Assert.True(recipient.Accepted));
        Assert.NotNull(receipt.Connection?.Authentication);
        Assert.Equal(transport.Connection, receipt.Connection);
    }

    [Fact]
    public async Task Message_Accepted_IsTheRenderedBytes()
    {
        using var harness = Start();
        using var transport = harness.Create();
        var message = harness.Compose();

        await SendAsync(transport, message);

        AssertArrived(message, Assert.Single(harness.Accepted));
    }

    [Fact]
    public async Task Message_ThatIsLarge_ArrivesWhole()
    {
        using var harness = Start();
        using var transport = harness.Create();
        var request = Mailer.Request();
        request.Attachments = [new AttachmentReference { Path = harness.Files.Write("large.bin", Bytes(LargeSize)) }];
        var message = harness.Compose(request);

        Assert.Null((await SendAsync(transport, message)).Failure);

        AssertArrived(message, Assert.Single(harness.Accepted));
    }

    [Fact]
    public async Task Messages_OverOneTransport_ArriveInOrder()
    {
        using var harness = Start();
        using var transport = harness.Create();
        var messages = Enumerable.Range(0, 5).Select(number => harness.Compose(Subject(number))).ToList();

        foreach (var message in messages)
            Assert.Null((await SendAsync(transport, message)).Failure);

        Assert.Equal(messages.Count, harness.Accepted.Count);
        for (var i = 0; i < messages.Count; i++)
            AssertArrived(messages[i], harness.Accepted[i]);
        Assert.True(harness.Connections is null or 1);
    }

    [Fact]
    public async Task Checkpoint_OfAnAcceptedMessage_HearsOfItsBeginningAndOnceOfTheLastByteBeforeIt()
    {
        using var harness = Start();
        using var transport = harness.Create();
        var accepted = -1;
        var checkpoint = new CheckpointRecorder(() => accepted = harness.Accepted.Count);

        await SendAsync(transport, harness.Compose(), checkpoint);

        Assert.Equal([nameof(IDeliveryCheckpoint.Begin), nameof(IDeliveryCheckpoint.BeforeLastByte)], checkpoint.Calls);
        Assert.Equal(0, accepted);
        Assert.Single(harness.Accepted);
    }

    [Fact]
    public async Task Checkpoint_ThatFails_LetsNothingBeAccepted()
    {
        using var harness = Start();
        using var transport = harness.Create();
        var checkpoint = new CheckpointRecorder(() => throw Errors.OutboxNotWritable.With("box", "full"));

        var receipt = await SendAsync(transport, harness.Compose(), checkpoint);

        Assert.Equal("OutboxNotWritable", receipt.Failure?.ErrorId);
        Assert.Empty(harness.Accepted);
    }

    [Fact]
    public async Task Message_Refused_IsNoExceptionAndNothingThatArrived()
    {
        using var harness = Start();
        using var transport = harness.Create();
        var checkpoint = new CheckpointRecorder();
        var message = harness.Compose();
        using var refusal = harness.Refuse();

        var receipt = await SendAsync(transport, message, checkpoint);

        Assert.NotNull(receipt.Failure);
        Assert.NotEqual("Unexpected", receipt.Failure.ErrorId);
        Assert.Equal(nameof(IDeliveryCheckpoint.NotTaken), checkpoint.Calls[^1]);
        Assert.DoesNotContain(receipt.Recipients ?? [], recipient => recipient.Accepted == true);
        Assert.Empty(harness.Accepted);
    }

    [Fact]
    public async Task Message_AfterARefusedOne_IsAccepted()
    {
        using var harness = Start();
        using var transport = harness.Create();
        using (harness.Refuse())
            await SendAsync(transport, harness.Compose());

        Assert.Null((await SendAsync(transport, harness.Compose())).Failure);

        Assert.Single(harness.Accepted);
    }

    [Fact]
    public async Task Attempts_OfEarlierTries_AreCountedOn()
    {
        using var harness = Start();
        using var transport = harness.Create();

        var receipt = await transport.SendAsync(new OutboundMessage(harness.Compose()) { Attempts = 3 }, CancellationToken.None);

        Assert.Equal(4, receipt.Attempts);
    }

    [Fact]
    public async Task Message_StoppedBeforeItBegan_IsNotSent()
    {
        using var harness = Start();
        using var transport = harness.Create();
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        var receipt = await transport.SendAsync(new OutboundMessage(harness.Compose()), stop.Token);

        Assert.Equal("Stopped", receipt.Failure?.ErrorId);
        Assert.Empty(harness.Accepted);
    }

    [Fact]
    public async Task Transport_ThatReachesNobody_SaysSoInTheReceipt()
    {
        using var harness = Start();
        using var transport = harness.Create();
        var message = harness.Compose();
        harness.GoAway();

        var receipt = await SendAsync(transport, message);

        Assert.NotNull(receipt.Failure);
        Assert.NotEqual("Unexpected", receipt.Failure.ErrorId);
        Assert.Equal(1, receipt.Attempts);
    }

    [Fact]
    public async Task Transport_OpenedAhead_SendsOverThat()
    {
        using var harness = Start();
        using var transport = harness.Create();

        await transport.OpenAsync(CancellationToken.None);

        Assert.Null((await SendAsync(transport, harness.Compose())).Failure);
        Assert.True(harness.Connections is null or 1);
    }

    [Fact]
    public async Task Transport_Closed_BeginsAnew()
    {
        using var harness = Start();
        using var transport = harness.Create();
        await SendAsync(transport, harness.Compose());
        await transport.CloseAsync();

        Assert.Null((await SendAsync(transport, harness.Compose())).Failure);

        await transport.CloseAsync();
        await transport.CloseAsync();
        Assert.Equal(2, harness.Accepted.Count);
    }

    [Fact]
    public async Task Probe_WithAMail_SendsItAndNotesTheSteps()
    {
        using var harness = Start();
        var steps = new StepLog(isRead: true);

        var receipt = await harness.Factory.ProbeAsync(harness.Context, harness.Compose(), steps, CancellationToken.None);

        Assert.Null(receipt.Failure);
        Assert.Single(harness.Accepted);
        Assert.DoesNotContain(steps.Steps, step => step.Outcome == StepOutcome.Failed);
        Assert.Equal("TestMail", steps.Steps[^1].Name);
    }

    [Fact]
    public async Task Probe_WithoutAMail_SendsNothing()
    {
        using var harness = Start();
        var steps = new StepLog(isRead: true);

        var receipt = await harness.Factory.ProbeAsync(harness.Context, null, steps, CancellationToken.None);

        Assert.Null(receipt.Failure);
        Assert.NotNull(receipt.Connection?.Authentication);
        Assert.NotEmpty(steps.Steps);
        Assert.Empty(harness.Accepted);
    }

    [Fact]
    public void Traits_OfTheTransport_AllowAConnection()
    {
        using var harness = Start();

        Assert.InRange(harness.Factory.TraitsFor(harness.Options.Asset).MaxConnections, 1, int.MaxValue);
    }

    private protected abstract TransportHarness Start();

    /// <summary>Compares what arrived. A transport without an envelope may have put blind recipients back.</summary>
    private protected virtual void AssertArrived(ComposedMessage message, byte[] arrived)
    {
        using var sent = new MemoryStream();
        message.Image.WriteTo(sent, CancellationToken.None);
        Assert.True(sent.ToArray().AsSpan().SequenceEqual(arrived), $"{sent.Length} bytes were sent, {arrived.Length} arrived");
    }

    private static Task<DeliveryReceipt> SendAsync(IMailTransport transport, ComposedMessage message, IDeliveryCheckpoint? checkpoint = null) =>
        transport.SendAsync(new OutboundMessage(message, checkpoint), CancellationToken.None);

    private static EmailRequest Subject(int number)
    {
        var request = Mailer.Request();
        request.Subject = $"message {number}";
        return request;
    }

    private static byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        for (var i = 0; i < count; i++)
            bytes[i] = (byte)(i * 7);
        return bytes;
    }
}
