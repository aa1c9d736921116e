using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Addresses;
using SmtpSoar.Core.Composition;
using SmtpSoar.Core.Composition.Rendering;
using SmtpSoar.Core.Outbox;
using SmtpSoar.Core.Outbox.FileSystem;
using SmtpSoar.TestServer;
using SmtpSoar.Tests.Delivery;
using Xunit;

namespace SmtpSoar.Tests.Outbox;

/// <summary>How messages lie in the outbox, and what happens to those that are not as they were.</summary>
public sealed class OutboxEntryTests : OutboxTestBase
{
    [Fact]
    public async Task Files_AreTwoAndTheirOwnersAlone()
    {
        await WaitingAsync(Mailer.Request());

        var folder = Path.GetDirectoryName(Single(OutboxState.Waiting).Path)!;
        Assert.Equal([OutboxLayout.EnvelopeFile, OutboxLayout.MessageFile], Directory.GetFiles(folder).Select(Path.GetFileName).Order());
        if (OperatingSystem.IsWindows())
            return;
        foreach (var path in Directory.GetFileSystemEntries(Root, "*", SearchOption.AllDirectories).Append(Root))
            Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(path) & (UnixFileMode)0b111_111);
    }

    [Fact]
    public async Task Message_IsTheWholeImageWithoutBcc()
    {
        await WaitingAsync(new EmailRequest { To = ["to@example.org"], Bcc = ["hidden@example.org"], Subject = "päß", Body = ".dot\nend" });

        var entry = Single(OutboxState.Waiting);
        var text = File.ReadAllText(entry.Path);
        Assert.Equal(text.Count(character => character == '\n'), text.Split("\r\n").Length - 1);
        Assert.DoesNotContain("hidden", text);
        Assert.Equal([RecipientKind.To, RecipientKind.Bcc], entry.Recipients.Select(recipient => recipient.Kind));
        Assert.Equal("päß", entry.Subject);
    }

    [Fact]
    public async Task Envelope_ComesBackAsItWas()
    {
        await using var server = Start(new Script().On(Step.Mail, Reply.Of("451 4.3.0 later")).Times(1));
        using var service = Service(server);
        var request = new EmailRequest
        {
            From = "jürgen@exämple.org",
            To = ["\"a,b\"@example.org", "x@bücher.example"],
            Cc = ["é@example.org"],
            Subject = "s",
            Body = "b",
            DeliveryNotification = DeliveryNotification.Success | DeliveryNotification.Failure,
        };
        var first = await SendAsync(service, request, CancellationToken.None);
        Assert.True(first.Error!.ErrorId == "SenderRefused", first.Error.ToString());

        var outcome = await SendAgainAsync(service, Single(OutboxState.Waiting));

        Assert.True(outcome.Error is null, outcome.Error?.ToString());
        Assert.Equal("send email", outcome.Result.Action);
        var message = server.Messages.Single();
        Assert.Equal(["\"a,b\"@example.org", "x@bücher.example", "é@example.org"], message.Recipients.Select(recipient => recipient.Address));
        Assert.Equal("jürgen@exämple.org", message.MailFrom);
        Assert.Contains("SMTPUTF8", message.MailParameters);
        Assert.Contains("NOTIFY=SUCCESS,FAILURE", message.Recipients[0].Parameters);
    }

    [Fact]
    public async Task EightBitAttachment_IsKeptInSevenBits()
    {
        using var folder = new TemporaryFolder();
        var eml = folder.Write("a.eml", Encoding.UTF8.GetBytes("Subject: x\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\ngrün\r\n"));

        await WaitingAsync(new EmailRequest { To = ["to@example.org"], Body = "b", Attachments = { new AttachmentReference { Path = eml } } });

        Assert.All(File.ReadAllBytes(Single(OutboxState.Waiting).Path), single => Assert.InRange(single, 0, 127));
    }

    [Fact]
    public async Task Attachment_ChangedAfterItWasAccepted_ArrivesAsItWas()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("a.txt", new byte[200_000]);
        await using var server = Start(new Script().On(Step.Mail, Reply.Of("451 4.3.0 later")).Times(1));
        using var service = Service(server);
        await SendAsync(service, new EmailRequest { To = ["to@example.org"], Body = "b", Attachments = { new AttachmentReference { Path = file } } }, CancellationToken.None);
        var accepted = File.ReadAllBytes(Single(OutboxState.Waiting).Path);
        File.Delete(file);

        await SendAgainAsync(service, Single(OutboxState.Waiting));

        Assert.Equal(accepted, server.Messages.Single().Data);
    }

    [Fact]
    public async Task Ids_SortByTheTimeOfAcceptance()
    {
        await using var server = Start();
        using var service = Service(server);
        var ids = new string?[20];
        for (var i = 0; i < ids.Length; i++)
            ids[i] = (await SendAsync(service)).Result.OutboxId;

        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
        Assert.Equal(ids, List().Select(entry => entry.Id));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    public async Task Message_ThatIsNotWhatWasAccepted_IsNeverTakenByAServer(int change)
    {
        await WaitingAsync(Mailer.Request());
        var entry = Single(OutboxState.Waiting);
        var bytes = File.ReadAllBytes(entry.Path);
        bytes[^3] ^= 1;
        File.WriteAllBytes(entry.Path, bytes[..(bytes.Length + change)]);
        await using var server = Start();
        using var service = Service(server);

        var outcome = await SendAgainAsync(service, entry);

        Assert.Equal(("failed", "OutboxEntryDamaged", entry.Id), (outcome.Result.Status, outcome.Result.ErrorId, outcome.Result.OutboxId));
        Assert.Empty(server.Messages);
        Assert.Equal("OutboxEntryDamaged", Single(OutboxState.Failed).ErrorId);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"version":99}""")]
    public async Task Record_Damaged_IsNamedAndStaysAndTheOthersGoOn(string content)
    {
        await WaitingAsync(Mailer.Request(), 2);
        var entries = List();
        File.WriteAllText(Path.Combine(Path.GetDirectoryName(entries[0].Path)!, OutboxLayout.EnvelopeFile), content);
        var foreign = Path.Combine(Layout.Of(OutboxState.Waiting), "notes");
        Directory.CreateDirectory(foreign);
        var faults = new System.Collections.Generic.List<string>();

        var left = Store().List(new OutboxQuery { OnDamaged = (_, damage) => faults.Add(damage.Message) }).ToList();

        Assert.Equal([entries[1].Id], left.Select(entry => entry.Id));
        Assert.Equal(2, faults.Count);
        Assert.Contains(faults, fault => fault.Contains(entries[0].Id, StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.Contains(foreign, StringComparison.Ordinal));
        using var service = Service(Start());
        Assert.Throws<SmtpSoarException>(() => service.Claim(entries[0]));
        Assert.True(Directory.Exists(Path.GetDirectoryName(entries[0].Path)));
    }

    [Fact]
    public async Task Record_OfANewerVersion_SaysSo()
    {
        await WaitingAsync(Mailer.Request());
        Change(Path.GetDirectoryName(Single(OutboxState.Waiting).Path)!, record => record["version"] = 99);
        var faults = new System.Collections.Generic.List<string>();

        Assert.Empty(Store().List(new OutboxQuery { OnDamaged = (_, damage) => faults.Add(damage.ErrorId) }));

        Assert.Equal(["OutboxEntryNewer"], faults);
    }

    [Fact]
    public async Task List_InAFolderOfSomebodyElse_NamesTheOutbox()
    {
        // To Windows such a folder is not there at all, and to root none is closed.
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
            return;
        await WaitingAsync(Mailer.Request());
        var waiting = Layout.Of(OutboxState.Waiting);
        var mode = File.GetUnixFileMode(waiting);
        File.SetUnixFileMode(waiting, UnixFileMode.None);
        try
        {
            var error = Assert.Throws<SmtpSoarException>(() => Store().List(new OutboxQuery()).ToList());

            Assert.Equal("OutboxNotReadable", error.ErrorId);
            Assert.Contains(Root, error.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.SetUnixFileMode(waiting, mode);
        }
    }

    [Fact]
    public void SortedNames_MoreThanABatch_AreAllThereInOrder()
    {
        Directory.CreateDirectory(Root);
        var names = Enumerable.Range(0, 25).Select(i => $"{i * 7919 % 1000:000}").ToList();
        names.ForEach(name => Directory.CreateDirectory(Path.Combine(Root, name)));

        foreach (var size in new[] { 1, 4, 5, 24, 25, 26 })
            Assert.Equal(names.Order(StringComparer.Ordinal), SortedNames.Of(Root, size));
    }

    [Fact]
    public async Task UnknownSentAgain_IsSentAndMarkedAsResent()
    {
        await using var server = Start(new Script().On(Step.EndOfData, Reply.AcceptThen(Reply.Drop)).Times(1));
        using var service = Service(server);
        await SendAsync(service);

        var outcome = await SendAgainAsync(service, Single(OutboxState.Unknown));

        Assert.Null(outcome.Error);
        Assert.True(Single(OutboxState.Sent).Resent);
        Assert.Equal(2, server.Messages.Count);
    }

    [Theory]
    [InlineData("451 4.3.0 later")]
    [InlineData("550 5.7.1 no")]
    public async Task UnknownSentAgain_AndRefused_StaysUnknown(string reply)
    {
        await using var server = Start(new Script()
            .On(Step.EndOfData, Reply.AcceptThen(Reply.Drop)).Times(1)
            .On(Step.EndOfData, Reply.Of(reply)));
        using var service = Service(server);
        await SendAsync(service);

        await SendAgainAsync(service, Single(OutboxState.Unknown));

        Assert.Equal("MessageRefused", Single(OutboxState.Unknown).ErrorId);
    }

    [Fact]
    public async Task Retry_PutsAFailedOneBackForThoseWhoHaveNotGotIt()
    {
        await using var server = Start(new Script().On(Step.Rcpt, Reply.Of("550 5.1.1 nobody")).Times(2));
        using var service = Service(server);
        await SendAsync(service, "a@example.org", "b@example.org");
        Clock.Advance(TimeSpan.FromDays(30));
        var failed = Single(OutboxState.Failed);

        var waiting = Store().Retry(failed.Id);

        Assert.Equal((OutboxState.Waiting, failed.Id), (waiting.State, waiting.Id));
        Assert.True(File.Exists(waiting.Path));
        await SendAgainAsync(service, Single(OutboxState.Waiting));
        Assert.Equal(2, server.Messages.Single().Recipients.Count);
    }

    [Fact]
    public async Task Retry_OfOneThatHasNotFailed_IsAnError()
    {
        await WaitingAsync(Mailer.Request());

        var error = Assert.Throws<SmtpSoarException>(() => Store().Retry(Single(OutboxState.Waiting).Id));

        Assert.Equal("OutboxEntryNotFailed", error.ErrorId);
        Assert.Throws<SmtpSoarException>(() => Store().Retry("../sent"));
    }

    [Fact]
    public async Task Outbox_ThatIsAFile_FailsTheMessageBeforeAnythingIsSent()
    {
        File.WriteAllText(Root, "");
        await FailsAsync("OutboxInvalid");
    }

    [Fact]
    public async Task Outbox_WithOtherThingsInIt_IsLeftAlone()
    {
        Directory.CreateDirectory(Path.Combine(Root, "tmp", new string('a', 32)));
        await FailsAsync("OutboxInvalid");
        Assert.True(Directory.Exists(Path.Combine(Root, "tmp", new string('a', 32))));
    }

    [Fact]
    public async Task Outbox_ThatCannotBeMade_FailsTheMessageBeforeAnythingIsSent()
    {
        File.WriteAllText(Path.Combine(Path.GetDirectoryName(Root)!, "file"), "");
        await FailsAsync("OutboxNotWritable", Path.Combine(Path.GetDirectoryName(Root)!, "file", "box"));
    }

    [Fact]
    public async Task Disk_FullWhileAccepting_LeavesNothingHalf()
    {
        using var store = new FileOutboxStore(Root, Feedback, Clock);
        var sender = new EnvelopeAddress(new MimeKit.MailboxAddress("", "a@example.org"));
        var message = new ComposedMessage { Sender = sender, Recipients = [], Image = new RenderedMessage([], [new FullDisk()]) };

        var error = Assert.Throws<SmtpSoarException>(() => store.Accept(message));

        Assert.Equal("OutboxNotWritable", error.ErrorId);
        Assert.Contains("No space left", error.Message);
        Assert.Empty(Directory.GetFiles(Root, OutboxLayout.MessageFile, SearchOption.AllDirectories));
        await Task.CompletedTask;
    }

    [Fact]
    public async Task Disk_FullBeforeTheLastByte_SendsNothingAndWaits()
    {
        var blocked = false;
        await using var server = Start(new Script().On(Step.Data, Reply.Of("000")).When(_ => Block(ref blocked)));

        var outcome = await SendAsync(Service(server));
        Close();

        Assert.True(blocked);
        Assert.Equal("OutboxNotWritable", outcome.Result.ErrorId);
        Assert.Empty(server.Messages);
        Directory.Delete(Directory.GetDirectories(Root, OutboxLayout.EnvelopeFile + ".new", SearchOption.AllDirectories).Single());
        Single(OutboxState.Waiting);
    }

    // A folder stands where the new record is to be written.
    private bool Block(ref bool blocked)
    {
        var folder = Path.GetDirectoryName(Directory.GetFiles(Root, OutboxLayout.EnvelopeFile, SearchOption.AllDirectories).Single())!;
        Directory.CreateDirectory(Path.Combine(folder, OutboxLayout.EnvelopeFile + ".new"));
        blocked = true;
        return false;
    }

    private async Task FailsAsync(string error, string? path = null)
    {
        await using var server = Start();
        var options = new SmtpSoar.Core.MailServiceOptions(Mailer.For(server).Asset, Feedback) { Outbox = path ?? Root };
        using var service = new SmtpSoar.Core.MailService(options);

        var outcome = await SendAsync(service);

        Assert.Equal(("failed", error), (outcome.Result.Status, outcome.Result.ErrorId));
        Assert.Contains("Nothing was sent", outcome.Result.Message);
        Assert.Null(outcome.Result.OutboxId);
        Assert.Empty(server.Connections);
    }

    private sealed class FullDisk : IContentSegment
    {
        public long Length => 1;

        public bool IsFreeOfDots => false;

        public void CheckLines(LineEndCheck check, CancellationToken cancellationToken) => check.Skip(Length);

        public void WriteTo(Stream stream, CancellationToken cancellationToken) => throw new IOException("No space left on device");

        public Task WriteToAsync(Stream stream, CancellationToken cancellationToken) => throw new IOException("No space left on device");
    }
}
