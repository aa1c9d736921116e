using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Outbox;
using SmtpSoar.Core.Outbox.FileSystem;
using SmtpSoar.Tests.Delivery;
using Xunit;

namespace SmtpSoar.Tests.Outbox;

/// <summary>Disks that give back other bytes than they were given: such a message goes to nobody, and never to somebody else.</summary>
public sealed class OutboxDamageTests : OutboxTestBase
{
    private const string Damaged = "OutboxEntryDamaged";

    [Fact]
    public async Task Record_AnyBitFlipped_IsDamaged()
    {
        var folder = await WaitingFolderAsync();
        var path = Path.Combine(folder, OutboxLayout.EnvelopeFile);
        var good = File.ReadAllBytes(path);

        foreach (var bad in Flips(good))
        {
            File.WriteAllBytes(path, bad);
            Assert.Equal(Damaged, Assert.Throws<SmtpSoarException>(() => OutboxFiles.ReadRecord(folder)).ErrorId);
        }

        File.WriteAllBytes(path, good);
        Assert.Equal("a@example.org", OutboxFiles.ReadRecord(folder).Recipients[0].Address);
    }

    [Fact]
    public async Task Record_CutAnywhere_IsDamaged()
    {
        var folder = await WaitingFolderAsync();
        var path = Path.Combine(folder, OutboxLayout.EnvelopeFile);
        var good = File.ReadAllBytes(path);

        for (var length = 0; length < good.Length; length++)
        {
            File.WriteAllBytes(path, good[..length]);
            Assert.Equal(Damaged, Assert.Throws<SmtpSoarException>(() => OutboxFiles.ReadRecord(folder)).ErrorId);
        }
    }

    [Fact]
    public async Task Record_WithABitFlipped_IsNeverSent()
    {
        var folder = await WaitingFolderAsync();
        var path = Path.Combine(folder, OutboxLayout.EnvelopeFile);
        var good = File.ReadAllBytes(path);
        var entry = Single(OutboxState.Waiting);
        await using var server = Start();
        using var service = Service(server);

        foreach (var bad in Flips(good).Where((_, i) => i % 41 == 0))
        {
            File.WriteAllBytes(path, bad);
            Assert.Equal(Damaged, Assert.Throws<SmtpSoarException>(() => service.Claim(entry)).ErrorId);
        }

        Assert.Empty(server.Messages);
        File.WriteAllBytes(path, good);
        Assert.Null((await SendAgainAsync(service, entry)).Error);
    }

    [Fact]
    public async Task Message_AnyBitFlipped_EndsBeforeItsLastByte()
    {
        var folder = await WaitingFolderAsync();
        var path = Path.Combine(folder, OutboxLayout.MessageFile);
        var good = File.ReadAllBytes(path);
        var entry = Entry(folder);

        foreach (var bad in Flips(good))
        {
            File.WriteAllBytes(path, bad);
            Assert.Equal(Damaged, Assert.Throws<SmtpSoarException>(() => OutboxMessageReader.Of(entry).Image.WriteTo(Stream.Null, CancellationToken.None)).ErrorId);
        }

        File.WriteAllBytes(path, good);
        using var written = new MemoryStream();
        OutboxMessageReader.Of(entry).Image.WriteTo(written, CancellationToken.None);
        Assert.Equal(good, written.ToArray());
    }

    [Theory]
    [InlineData(OutboxLayout.EnvelopeFile)]
    [InlineData(OutboxLayout.MessageFile)]
    public async Task Files_ExchangedBetweenTwoMessages_AreSentToNobody(string file)
    {
        await WaitingAsync(Mailer.Request("a@example.org"));
        await WaitingAsync(Mailer.Request("bb@example.org"));
        var entries = List(OutboxState.Waiting);
        var paths = entries.Select(entry => Path.Combine(Path.GetDirectoryName(entry.Path)!, file)).ToList();
        var contents = paths.Select(File.ReadAllBytes).ToList();
        File.WriteAllBytes(paths[0], contents[1]);
        File.WriteAllBytes(paths[1], contents[0]);
        await using var server = Start();
        using var service = Service(server);

        foreach (var entry in entries)
            Assert.Equal(Damaged, await TryAsync(service, entry));

        Assert.Empty(server.Messages);
    }

    [Fact]
    public async Task Record_OfTheOlderForm_IsSentAndHasADigestFromThenOn()
    {
        var folder = await WaitingFolderAsync();
        Downgrade(folder);
        await using var server = Start();
        using var service = Service(server);

        var outcome = await SendAgainAsync(service, Single(OutboxState.Waiting));

        Assert.True(outcome.Error is null, outcome.Error?.ToString());
        Assert.Equal(["a@example.org", "b@example.org"], server.Messages.Single().Recipients.Select(recipient => recipient.Address));
        var sent = Path.Combine(Path.GetDirectoryName(Single(OutboxState.Sent).Path)!, OutboxLayout.EnvelopeFile);
        Assert.True(RecordDigest.Fits(File.ReadAllBytes(sent)));
    }

    // Computed by hand once, so that no later version finds another way.
    [Fact]
    public void Digest_OfAKnownRecord_IsTheSha256OfAllBeforeIt()
    {
        var whole = RecordDigest.AddTo("{\r\n  \"version\": 2\r\n}"u8.ToArray());

        var text = Encoding.ASCII.GetString(whole);
        var before = "{\r\n  \"version\": 2";
        var sum = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.ASCII.GetBytes(before)));
        Assert.Equal(before + ",\n  \"digest\": \"" + sum + "\"\n}", text);
        Assert.True(RecordDigest.Fits(whole));
    }

    public static TheoryData<string> Senseless => [.. Nonsense.Keys];

    private static readonly Dictionary<string, Action<JsonNode>> Nonsense = new()
    {
        ["no recipients"] = record => record["recipients"] = new JsonArray(),
        ["null recipients"] = record => record["recipients"] = null,
        ["recipient that is text"] = record => record["recipients"]![0] = "a@example.org",
        ["no address"] = record => record["recipients"]![0]!["address"] = null,
        ["empty address"] = record => record["recipients"]![0]!["address"] = "",
        ["all have it"] = record =>
        {
            foreach (var recipient in record["recipients"]!.AsArray())
                recipient!["accepted"] = true;
        },
        ["unknown kind"] = record => record["recipients"]![0]!["kind"] = "7",
        ["unknown state"] = record => record["state"] = "17",
        ["unknown notification"] = record => record["notification"] = "4711",
        ["header a byte shorter"] = record => record["header_size"] = (int)record["header_size"]! - 1,
        ["header two bytes longer"] = record => record["header_size"] = (int)record["header_size"]! + 2,
        ["no header"] = record => record["header_size"] = 0,
        ["negative header"] = record => record["header_size"] = -1,
        ["header beyond numbers"] = record => record["header_size"] = 99_999_999_999L,
        ["negative size"] = record => record["size"] = -1,
        ["size a byte more"] = record => record["size"] = (long)record["size"]! + 1,
        ["other digest"] = record => record["sha256"] = new string('0', 64),
        ["no sender"] = record => record["sender"] = null,
    };

    [Theory]
    [MemberData(nameof(Senseless))]
    public async Task Record_WithoutSense_IsDamagedAlsoWhereNoDigestTells(string what)
    {
        var folder = await WaitingFolderAsync();
        var entry = Single(OutboxState.Waiting);
        Downgrade(folder, Nonsense[what]);
        await using var server = Start();
        using var service = Service(server);

        Assert.Equal(Damaged, await TryAsync(service, entry));

        Assert.Empty(server.Messages);
    }

    private static async Task<string?> TryAsync(SmtpSoar.Core.MailService service, OutboxEntry entry)
    {
        try
        {
            return (await SendAgainAsync(service, entry)).Error?.ErrorId;
        }
        catch (SmtpSoarException error)
        {
            return error.ErrorId;
        }
    }

    private async Task<string> WaitingFolderAsync()
    {
        await WaitingAsync(Mailer.Request("a@example.org", "b@example.org"));
        return Path.GetDirectoryName(Single(OutboxState.Waiting).Path)!;
    }

    private FileOutboxLease Entry(string folder) =>
        new(Layout, Path.GetDirectoryName(folder)!, OutboxFiles.ReadRecord(folder), OutboxState.Waiting, Clock);

    private static IEnumerable<byte[]> Flips(byte[] good)
    {
        for (var i = 0; i < good.Length; i++)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                var bad = (byte[])good.Clone();
                bad[i] ^= (byte)(1 << bit);
                yield return bad;
            }
        }
    }
}
