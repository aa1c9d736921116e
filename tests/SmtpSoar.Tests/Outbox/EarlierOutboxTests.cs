using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using SmtpSoar.Core.Outbox.FileSystem;
using Xunit;

namespace SmtpSoar.Tests.Outbox;

/// <summary>
/// An outbox that an earlier version left: a message in each state, one with mixed replies, and two of processes that were killed, one
/// before and one after the last byte.
/// </summary>
public sealed class EarlierOutboxTests : OutboxTestBase
{
    private const string Killed = "Killed before the last byte";
    private const string Interrupted = "Killed after the last byte";

    public EarlierOutboxTests() => EarlierData.CopyTo("outbox", Root);

    [Fact]
    public void List_WithoutRecovery_ShowsEveryMessageAsItWas()
    {
        Assert.Equal(
            [
                (OutboxState.Waiting, "Waiting for all", "SenderRefused"),
                (OutboxState.Waiting, "Waiting for one", "RecipientRefused"),
                (OutboxState.Sent, "Sent: grün", null),
                (OutboxState.Failed, "Failed", "RecipientsRefused"),
                (OutboxState.Unknown, "Unknown", "OutcomeUnknown"),
            ],
            List(OutboxState.Waiting, OutboxState.Sent, OutboxState.Failed, OutboxState.Unknown)
                .Select(entry => (entry.State, entry.Subject!, entry.ErrorId)));
        Assert.Equal([Interrupted, Killed], List(OutboxState.Sending).Select(entry => entry.Subject).Order());
    }

    [Fact]
    public void Recipients_WithMixedReplies_AreReadAsTheyWere()
    {
        var mixed = List(OutboxState.Waiting).Single(entry => entry.Subject == "Waiting for one");

        Assert.Equal(
            [("ann@example.org", (bool?)true, (int?)250), ("later@example.org", null, 450), ("never@example.org", false, 550)],
            mixed.Recipients.Select(recipient => (recipient.Address, recipient.Accepted, recipient.StatusCode)));
        Assert.Equal(["never@example.org"], mixed.Refused);
        Assert.Equal([RecipientKind.To, RecipientKind.Bcc], List(OutboxState.Sent).Single().Recipients.Select(recipient => recipient.Kind));
    }

    [Fact]
    public void Recover_OfTheKilledOnes_FindsWhichAServerMayHave()
    {
        Store().Recover();

        Assert.Contains(List(OutboxState.Waiting), entry => entry.Subject == Killed);
        var unknown = List(OutboxState.Unknown).Single(entry => entry.Subject == Interrupted);
        Assert.Equal(("OutboxInterrupted", 1), (unknown.ErrorId, unknown.Attempts));
        Assert.All(unknown.Recipients, recipient => Assert.True(recipient.OutcomeUnknown));
        Close();
        AssertNothingLeft();
    }

    [Fact]
    public async Task Send_OfAllThatWait_ReachesThoseWhoHaveNotGotItAndNobodyElse()
    {
        await using var server = Start();
        using var service = Service(server);
        Store().Recover();

        foreach (var entry in List(OutboxState.Waiting))
            await SendAgainAsync(service, entry);

        Assert.Equal(
            ["ann@example.org", "ann@example.org,bob@example.org", "later@example.org"],
            server.Messages.Select(message => string.Join(",", message.Recipients)).Order());
        Assert.Equal(4, List(OutboxState.Sent).Count);
    }

    [Fact]
    public async Task FailedAndUnknown_AsAPersonWishes_AreSentOnceMore()
    {
        await using var server = Start();
        using var service = Service(server);

        Store().Retry(List(OutboxState.Failed).Single().Id);
        await SendAgainAsync(service, List(OutboxState.Waiting).Single(entry => entry.Subject == "Failed"));
        await SendAgainAsync(service, List(OutboxState.Unknown).Single(entry => entry.Subject == "Unknown"));

        Assert.Equal(["never@example.org", "ann@example.org"], server.Messages.Select(message => string.Join(",", message.Recipients)));
        Assert.True(List(OutboxState.Sent).Single(entry => entry.Subject == "Unknown").Resent);
    }

    // The form on the disk is the same to the byte, but for the line ends of the system that writes.
    [Fact]
    public void Records_WrittenAgain_AreWhatTheyWere()
    {
        var folders = Directory.GetFiles(Root, OutboxLayout.EnvelopeFile, SearchOption.AllDirectories)
            .Select(file => Path.GetDirectoryName(file)!)
            .ToList();
        Assert.Equal(7, folders.Count);
        foreach (var folder in folders)
        {
            var before = File.ReadAllText(Path.Combine(folder, OutboxLayout.EnvelopeFile));
            OutboxFiles.WriteRecord(folder, OutboxFiles.ReadRecord(folder));
            Assert.Equal(WithoutDigest(before), WithoutDigest(File.ReadAllText(Path.Combine(folder, OutboxLayout.EnvelopeFile))));
        }
    }

    private static string WithoutDigest(string record) =>
        Environment.NewLine == "\n" ? record : record.ReplaceLineEndings("\n")[..record.IndexOf("\"digest\"", StringComparison.Ordinal)];
}
