using System;
using System.Collections.Generic;
using System.Linq;
using SmtpSoar.TestServer;

namespace SmtpSoar.Tests.Transport;

/// <summary>SMTP passes the contract.</summary>
public sealed class SmtpTransportTests : TransportContractTests
{
    private protected override TransportHarness Start()
    {
        var state = new Refusal();
        var server = SmtpTestServer.Start(new ServerOptions
        {
            Script = new Script().On(Step.EndOfData, Reply.Of("554 5.7.1 no")).When(_ => state.IsOn),
        });
        return new Harness(server, state);
    }

    private sealed class Refusal
    {
        public volatile bool IsOn;
    }

    private sealed class Harness(SmtpTestServer server, Refusal refusal) : TransportHarness(Asset(server))
    {
        public override IReadOnlyList<byte[]> Accepted => server.Messages.Select(message => message.Data).ToList();

        public override int? Connections => server.Connections.Count;

        public override IDisposable Refuse()
        {
            refusal.IsOn = true;
            return new Scope(() => refusal.IsOn = false);
        }

        public override void GoAway() => server.Dispose();

        public override void Dispose()
        {
            server.Dispose();
            base.Dispose();
        }

        private static SmtpAsset Asset(SmtpTestServer server) => new()
        {
            Server = server.Host,
            Port = server.Port,
            SslMethod = SslMethod.None,
            SenderAddress = "from@example.org",
            TimeoutSec = 20,
        };
    }
}
