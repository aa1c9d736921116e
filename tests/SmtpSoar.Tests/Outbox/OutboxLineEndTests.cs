using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Tasks;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Tests.Outbox;

/// <summary>Entries whose content an older version wrote without a look at its line ends, or somebody else.</summary>
public sealed class OutboxLineEndTests : OutboxTestBase
{
    [Theory]
    [InlineData("x\r.\rMAIL FROM:<evil@x.example>\r\n", OutboxState.Waiting)]
    [InlineData("x\n.\nMAIL FROM:<evil@x.example>\r\n", OutboxState.Waiting)]
    [InlineData("no end", OutboxState.Waiting)]
    [InlineData("x\r.\rMAIL FROM:<evil@x.example>\r\n", OutboxState.Unknown)]
    public async Task Message_WithLoneLineEnds_IsNeverOffered(string body, OutboxState state)
    {
        await WaitingAsync();
        Replace(body, state);
        await using var server = Start();

        var outcome = await SendAgainAsync(Service(server), Single(state));
        Close();

        Assert.Equal(("failed", "BareLineEnd"), (outcome.Result.Status, outcome.Error!.ErrorId));
        Assert.Empty(server.Connections);
        Assert.Equal("BareLineEnd", Single(state == OutboxState.Unknown ? state : OutboxState.Failed).ErrorId);
        AssertNothingLeft();
    }

    [Fact]
    public async Task Message_WithGoodLineEnds_IsSentAsItIs()
    {
        await WaitingAsync();
        Replace("x\r\n.\r\n..\r\n", OutboxState.Waiting);
        await using var server = Start();

        var outcome = await SendAgainAsync(Service(server), Single(OutboxState.Waiting));

        Assert.True(outcome.Error is null, outcome.Error?.ToString());
        Assert.EndsWith("\r\n\r\nx\r\n.\r\n..\r\n", server.Messages.Single().Text, System.StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"a\r\nRCPT TO:<evil@x.example>\r\n\"@example.org")]
    [InlineData("\"a\rb\"@example.org")]
    [InlineData("\"a\0b\"@example.org")]
    public async Task Address_WithALineBreak_IsDamage(string address)
    {
        foreach (var field in new[] { "sender", "recipient" })
        {
            await WaitingAsync();
            var entry = Single(OutboxState.Waiting);
            Change(Path.GetDirectoryName(entry.Path)!, record =>
            {
                var place = field == "sender" ? record : record["recipients"]![0]!;
                place[field == "sender" ? "sender" : "address"] = address;
            });
            await using var server = Start();

            var outcome = await SendAgainAsync(Service(server), entry);
            Close();

            Assert.Equal("OutboxEntryDamaged", outcome.Error!.ErrorId);
            Assert.Empty(server.Connections);
            Directory.Delete(Path.GetDirectoryName(Single(OutboxState.Failed).Path)!, recursive: true);
        }
    }

    // As the version wrote it that did not look: whole, and with the right digest.
    private void Replace(string body, OutboxState state)
    {
        var entry = Single(OutboxState.Waiting);
        var folder = Path.GetDirectoryName(entry.Path)!;
        var text = File.ReadAllText(entry.Path);
        var bytes = Encoding.UTF8.GetBytes(text[..(text.IndexOf("\r\n\r\n", System.StringComparison.Ordinal) + 4)] + body);
        File.WriteAllBytes(entry.Path, bytes);
        Change(folder, record =>
        {
            record["size"] = bytes.Length;
            record["sha256"] = System.Convert.ToHexStringLower(SHA256.HashData(bytes));
        });
        if (state != OutboxState.Waiting)
            Directory.Move(folder, Path.Combine(Layout.Of(state), entry.Id));
    }

    private async Task WaitingAsync()
    {
        await using var server = Start(new Script().On(Step.Mail, Reply.Of("451 4.3.0 later")));
        await SendAsync(Service(server));
        Close();
    }
}
