using System.IO;
using System.Linq;
using System.Threading.Tasks;
using SmtpSoar.Tests.Dkim;
using Xunit;

namespace SmtpSoar.Tests.RealServers;

/// <summary>A signature holds after a real server has delivered the mail, in the eyes of OpenDKIM, dkimpy and MimeKit.</summary>
public sealed class DkimDeliveryTests
{
    private const string Text = ".\n..dots\nFrom here\ntrailing   \nGrüße\n-- \nsignature\n\n";

    private static MailServers Servers => MailServers.Current;

    [RealServerFact]
    public void Judges_OnAMachineWithServers_AreInstalled()
    {
        Assert.True(File.Exists(DkimJudge.DkimPython), DkimJudge.DkimPython);
        Assert.True(File.Exists(DkimJudge.OpenDkim), DkimJudge.OpenDkim);
    }

    [RealServerTheory]
    [InlineData("postfix", "plain", SslMethod.None)]
    [InlineData("postfix", "bare", SslMethod.None)]
    [InlineData("exim", "startTls", SslMethod.StartTls)]
    public async Task Mail_AfterDelivery_StillVerifies(string server, string service, SslMethod method)
    {
        var to = SmokeClient.UniqueAddress();
        using var mailer = RealMailer.For(server, service, method, change: asset => DkimKeys.Sign(asset, "rsa2048", "ed25519"));

        await mailer.SucceedAsync(new EmailRequest { To = [to], From = "alice@example.org", Subject = "Grüße", Body = Text });

        // These servers end lines with LF on disk.
        var stored = await Servers.Servers[server].MailOf(to).WaitForRecipientAsync(to);
        Assert.True(DkimJudge.Verifies([.. stored.Raw.SelectMany(value => value == '\n' ? "\r\n"u8.ToArray() : [value])], "rsa2048", "ed25519"));
    }
}
