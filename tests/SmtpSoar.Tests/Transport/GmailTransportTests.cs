using System;
using System.Collections.Generic;
using SmtpSoar.Core;
using SmtpSoar.TestServer;
using SmtpSoar.Tests.Gmail;
using SmtpSoar.Tests.OAuth;
using SmtpSoar.Tests.WebApi;

namespace SmtpSoar.Tests.Transport;

/// <summary>Gmail's API passes the contract.</summary>
public sealed class GmailTransportTests : TransportContractTests
{
    /// <summary>A Gmail, and an asset that sends by it.</summary>
    internal static TransportHarness Begin() => Harness.Begin();

    private protected override TransportHarness Start() => Harness.Begin();

    private sealed class Harness(GmailServer server, ScriptedAuthority authority, OAuthMailer login) : TransportHarness(login.Asset)
    {
        private bool _refuses;

        public override IReadOnlyList<byte[]> Accepted => [.. server.Sent];

        public static Harness Begin()
        {
            var (server, authority) = (new GmailServer(), ScriptedAuthority.Giving());
            var asset = ApiAsset.For(MailTransport.GmailApi, server.Http, authority).WithClientSecret();
            asset.Username = "from@example.org";
            return new Harness(server, authority, new OAuthMailer(asset));
        }

        public override IDisposable Refuse()
        {
            _refuses = true;
            server.Instead = _ => _refuses ? GmailServer.Error(400, "invalidArgument") : null;
            return new Scope(() => _refuses = false);
        }

        public override void GoAway() => server.Dispose();

        protected override MailServiceOptions CreateOptions()
        {
            var options = base.CreateOptions();
            options.OAuth = login.Environment;
            return options;
        }

        public override void Dispose()
        {
            login.Dispose();
            server.Dispose();
            authority.Dispose();
            base.Dispose();
        }
    }
}
