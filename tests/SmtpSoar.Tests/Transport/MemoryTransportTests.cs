using System;
using System.Collections.Generic;
using SmtpSoar.Core;

namespace SmtpSoar.Tests.Transport;

/// <summary>A transport that no product code knows of passes the contract, registered by one line.</summary>
public sealed class MemoryTransportTests : TransportContractTests
{
    private protected override TransportHarness Start() => new Harness(new MemoryPostOffice());

    private sealed class Harness(MemoryPostOffice office) : TransportHarness(new SmtpAsset { Server = "memory", SenderAddress = "from@example.org" })
    {
        public override IReadOnlyList<byte[]> Accepted => office.Accepted;

        public override int? Connections => office.Connections;

        public override IDisposable Refuse()
        {
            var before = office.Answer;
            office.Answer = (message, receipt) => receipt with { Failure = Errors.MessageRefused.With("memory", "no") };
            return new Scope(() => office.Answer = before);
        }

        public override void GoAway() => office.Open = () => throw Errors.ConnectionRefused.With("memory", 1, "nobody listens");

        protected override MailServiceOptions CreateOptions()
        {
            var options = base.CreateOptions();
            options.Transports = [new MemoryTransportFactory(office), .. TransportPipeline.Factories];
            return options;
        }
    }
}
