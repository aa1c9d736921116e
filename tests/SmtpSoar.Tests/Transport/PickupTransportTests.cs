using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using SmtpSoar.Core;
using SmtpSoar.Tests.Delivery;

namespace SmtpSoar.Tests.Transport;

/// <summary>The pickup directory passes the contract.</summary>
public sealed class PickupTransportTests : TransportContractTests
{
    private protected override TransportHarness Start() => new Harness(new TemporaryFolder());

    private sealed class Harness(TemporaryFolder root) : TransportHarness(Asset(root))
    {
        private string Folder => Path.Combine(root.Path, "pickup");

        public override IReadOnlyList<byte[]> Accepted =>
            Directory.Exists(Folder) ? Directory.GetFiles(Folder, "*.eml").Order(StringComparer.Ordinal).Select(File.ReadAllBytes).ToList() : [];

        // A file in place of the folder: rights stop no root.
        public override IDisposable Refuse()
        {
            var before = Path.Combine(root.Path, "before");
            if (Directory.Exists(Folder))
                Directory.Move(Folder, before);
            File.WriteAllText(Folder, "");
            return new Scope(() =>
            {
                File.Delete(Folder);
                if (Directory.Exists(before))
                    Directory.Move(before, Folder);
            });
        }

        public override void GoAway() => Refuse();

        // Files are named by their time: one a millisecond, so that they sort.
        protected override MailServiceOptions CreateOptions()
        {
            var options = base.CreateOptions();
            options.Clock = new SteppingClock();
            return options;
        }

        public override void Dispose()
        {
            root.Dispose();
            base.Dispose();
        }

        private static SmtpAsset Asset(TemporaryFolder root) => new()
        {
            PickupDirectory = Path.Combine(root.Path, "pickup"),
            SenderAddress = "from@example.org",
        };
    }

    private sealed class SteppingClock : TimeProvider
    {
        private DateTimeOffset _now = DateTimeOffset.UnixEpoch;

        public override DateTimeOffset GetUtcNow() => _now += TimeSpan.FromMilliseconds(1);
    }
}
