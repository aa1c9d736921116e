#if NET
using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using SmtpSoar.Core.Outbox.FileSystem;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Tests.Outbox.Sealing;

/// <summary>An outbox whose asset has a key: what lies on the disk, and what arrives.</summary>
public sealed class SealedOutboxTests : OutboxTestBase
{
    private const string First = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private const string Second = "/wECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    private static readonly string[] Words = ["hello", ".two", "Message-Id", "Subject", First[..20]];

    [Fact]
    public async Task Mail_WithAKey_ArrivesAndLiesEncrypted()
    {
        await using var server = Start();
        using var service = Service(server, Keyed(First));

        var outcome = await SendAsync(service);

        Assert.Null(outcome.Error);
        Assert.Contains("one\r\n.two\r\n", Encoding.UTF8.GetString(server.Messages.Single().Data), StringComparison.Ordinal);
        var entry = Single(OutboxState.Sent);
        Assert.Equal((true, null), (entry.IsEncrypted, entry.Subject));
        Assert.Equal(server.Messages.Single().Data.Length, entry.Size);
        AssertSecret();
    }

    [Fact]
    public async Task Mail_ThatWaits_IsSentByWhoHasTheKey()
    {
        await using var server = Start(new Script().On(Step.Mail, Reply.Of("451 4.3.0 later")).Times(1));
        using (var first = Service(server, Keyed(First)))
            await SendAsync(first);
        AssertSecret();
        using var second = Service(server, Keyed($"{Second} \t{First} "));

        var outcome = await SendAgainAsync(second, Single(OutboxState.Waiting));

        Assert.Null(outcome.Error);
        Assert.Contains("hello", Encoding.UTF8.GetString(server.Messages.Single().Data), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Second)]
    public async Task Mail_WithoutTheKey_WaitsAndIsNotSent(string? key)
    {
        await using var server = Start(new Script().On(Step.Mail, Reply.Of("451 4.3.0 later")).Times(1));
        using (var first = Service(server, Keyed(First)))
            await SendAsync(first);
        using var second = Service(server, Keyed(key));

        var outcome = await SendAgainAsync(second, Single(OutboxState.Waiting));

        Assert.Equal("OutboxKeyMissing", outcome.Error!.ErrorId);
        Assert.True(outcome.Result.IsKept);
        Assert.Empty(server.Messages);
        var entry = Single(OutboxState.Waiting);
        Assert.Equal("OutboxKeyMissing", entry.ErrorId);
        Assert.NotNull(entry.NextTry);
    }

    [Fact]
    public async Task Mail_WithoutAKey_IsStillSentByWhoHasOne()
    {
        await using var server = Start(new Script().On(Step.Mail, Reply.Of("451 4.3.0 later")).Times(1));
        using (var plain = Service(server))
            await SendAsync(plain);
        using var keyed = Service(server, Keyed(First));

        Assert.Null((await SendAgainAsync(keyed, Single(OutboxState.Waiting))).Error);
    }

    [Theory]
    [InlineData("sender")]
    [InlineData("address")]
    [InlineData("content")]
    public async Task Mail_ThatSomebodyChanged_GoesToNobody(string what)
    {
        await using var server = Start(new Script().On(Step.Mail, Reply.Of("451 4.3.0 later")).Times(1));
        using (var first = Service(server, Keyed(First)))
            await SendAsync(first);
        Corrupt(Path.GetDirectoryName(Single(OutboxState.Waiting).Path)!, what);
        using var second = Service(server, Keyed(First));

        var outcome = await SendAgainAsync(second, Single(OutboxState.Waiting));

        Assert.Equal("OutboxEntryDamaged", outcome.Error!.ErrorId);
        Assert.Empty(server.Messages);
        Single(OutboxState.Failed);
    }

    [Fact]
    public async Task Record_OfAnEncryptedMail_IsOneThatEarlierVersionsRefuse()
    {
        await using var server = Start();
        using var service = Service(server, Keyed(First));
        await SendAsync(service);

        var record = JsonNode.Parse(File.ReadAllText(Path.Combine(Path.GetDirectoryName(Single(OutboxState.Sent).Path)!, OutboxLayout.EnvelopeFile)))!;

        Assert.Equal(3, (int)record["version"]!);
        Assert.Equal(16, ((string)record["encrypted"]!["key"]!).Length);
    }

    [Theory]
    [InlineData("short")]
    [InlineData("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHg==")]
    [InlineData("   ")]
    [InlineData(First + " short")]
    public void Key_ThatIsNone_IsRefusedWithoutAWordOfIt(string key)
    {
        var refused = Assert.Throws<SmtpSoarException>(() => Core.Assets.AssetValidator.Validate(
            new SmtpAsset { Server = "mail.example.org", OutboxKey = new NetworkCredential("", key).SecurePassword }));

        Assert.Equal("OutboxKeyInvalid", refused.ErrorId);
        Assert.DoesNotContain("short", refused.ToString(), StringComparison.Ordinal);
    }

    private static Action<SmtpAsset> Keyed(string? key) =>
        asset => asset.OutboxKey = key is null ? null : new NetworkCredential("", key).SecurePassword;

    private static void Corrupt(string folder, string what)
    {
        if (what == "content")
        {
            var path = Path.Combine(folder, OutboxLayout.MessageFile);
            var bytes = File.ReadAllBytes(path);
            bytes[60] ^= 1;
            File.WriteAllBytes(path, bytes);
        }
        else if (what == "sender")
        {
            Change(folder, record => record["sender"] = "eve@example.org");
        }
        else
        {
            Change(folder, record => record["recipients"]![0]!["address"] = "eve@example.org");
        }
    }

    private void AssertSecret()
    {
        foreach (var path in Directory.GetFiles(Root, "*.*", SearchOption.AllDirectories).Where(path => !path.EndsWith(".lock", StringComparison.Ordinal)))
        {
            var text = Encoding.Latin1.GetString(File.ReadAllBytes(path));
            Assert.All(Words, word => Assert.DoesNotContain(word, text, StringComparison.Ordinal));
        }
    }
}
#endif
