using System.IO;
using System.Linq;
using System.Threading.Tasks;
using SmtpSoar.Tests.OpenPgp;
using SmtpSoar.Tests.Protection;
using Xunit;

namespace SmtpSoar.Tests.RealServers;

/// <summary>Signed and encrypted mails hold after real servers have delivered them, and no longer once a byte is changed.</summary>
[Collection(nameof(GpgTests))]
public sealed class ProtectedDeliveryTests
{
    private static readonly string[] Judges =
    [
        "/usr/bin/openssl", "/usr/bin/cmsutil", "/usr/bin/certutil", "/usr/bin/pk12util", "/usr/bin/gpg", "/usr/bin/gpgsm", "/usr/sbin/opendkim",
        "/usr/bin/dkimverify",
    ];

    [RealServerFact]
    public void Judges_OnAMachineWithServers_AreInstalled() => Assert.All(Judges, judge => Assert.True(File.Exists(judge), judge));

    [RealServerTheory]
    [InlineData("postfix", "plain", SslMethod.None, "ed25519 cv25519")]
    [InlineData("postfix", "bare", SslMethod.None, "rsa2048 rsa2048")]
    [InlineData("exim", "startTls", SslMethod.StartTls, "nistp256 nistp256")]
    public async Task Mail_OfEachKind_HoldsUntilAByteChanges(string server, string service, SslMethod method, string pgp)
    {
        using var mails = new ProtectedMails(SmokeClient.UniqueAddress(), pgp);
        var judge = new ProtectionJudge(mails);
        foreach (var kind in ProtectedMails.Kinds)
        {
            using var mailer = RealMailer.For(server, service, method, change: asset => Protect(asset, kind));
            var sent = await mailer.SucceedAsync(mails.Request(kind));

            var wire = WireOf(await MailServers.Current.Servers[server].MailOf(mails.Recipient).WaitForMessageIdAsync(sent.MessageId!.Trim('<', '>')));

            Assert.Equal(kind, ProtectedMails.KindOf(wire));
            judge.AssertGood(wire);
            judge.AssertBad(wire);
        }
    }

    /// <summary>A mail with the line ends that it had on its way: these servers end lines with LF on disk.</summary>
    internal static byte[] WireOf(OutboxMail stored) => [.. stored.Raw.SelectMany(value => value == '\n' ? "\r\n"u8.ToArray() : [value])];

    private static void Protect(SmtpAsset asset, string kind)
    {
        var sender = asset.SenderAddress;
        ProtectedMails.Protect(asset, kind).SenderAddress = sender;
    }
}
