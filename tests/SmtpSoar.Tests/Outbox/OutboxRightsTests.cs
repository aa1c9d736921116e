using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using SmtpSoar.Core.Outbox;
using SmtpSoar.Core.Outbox.FileSystem;
using SmtpSoar.Tests.Files;
using Xunit;

namespace SmtpSoar.Tests.Outbox;

/// <summary>Who else may put messages into an outbox. Where there are no such rights (Windows), there is nothing to test.</summary>
public sealed class OutboxRightsTests : OutboxTestBase
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private string Parent => Path.GetDirectoryName(Root)!;

    [Theory]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.OtherWrite)]
    public async Task Outbox_OpenToOthers_IsRefusedBeforeAnythingIsWritten(UnixFileMode others)
    {
        if (OperatingSystem.IsWindows())
            return;
        Directory.CreateDirectory(Root, Private);
        File.SetUnixFileMode(Root, Private | others);

        await AssertRefusedAsync("OutboxRightsTooWide", Root);

        Assert.Empty(Directory.GetFileSystemEntries(Root));
    }

    [Theory]
    [InlineData("queue")]
    [InlineData("work")]
    public async Task Outbox_WithAFolderOpenToOthers_IsRefused(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        await SendOneAsync();
        File.SetUnixFileMode(Path.Combine(Root, folder), Private | UnixFileMode.OtherWrite);

        await AssertRefusedAsync("OutboxRightsTooWide", Path.Combine(Root, folder));
        Assert.Equal("OutboxRightsTooWide", Assert.Throws<SmtpSoarException>(() => Store().List(new OutboxQuery())).ErrorId);
        Assert.Equal("OutboxRightsTooWide", Assert.Throws<SmtpSoarException>(() => Store().Recover()).ErrorId);
    }

    [Fact]
    public async Task Outbox_InAFolderOpenToEverybody_IsRefused()
    {
        if (OperatingSystem.IsWindows())
            return;
        File.SetUnixFileMode(Parent, Private | UnixFileMode.OtherWrite | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);

        await AssertRefusedAsync("OutboxRightsTooWide", Parent);

        Assert.False(Directory.Exists(Root));
    }

    [Theory]
    [InlineData(UnixFileMode.StickyBit | UnixFileMode.OtherWrite | UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.SetGroup | UnixFileMode.GroupWrite)]
    public async Task Outbox_InATemporaryFolderOrAGroups_IsTheUsersAlone(UnixFileMode mode)
    {
        if (OperatingSystem.IsWindows())
            return;
        File.SetUnixFileMode(Parent, Private | mode);

        await SendOneAsync();

        Assert.Equal(Private, File.GetUnixFileMode(Root) & ~UnixFileMode.SetGroup);
    }

    [Fact]
    public async Task Outbox_OfAnotherUser_IsRefused()
    {
        if (!Owner.CanChange)
            return;
        await SendOneAsync();
        Owner.Change(Root);

        await AssertRefusedAsync("OutboxOwnerForeign", Root);
        Assert.Equal("OutboxOwnerForeign", Assert.Throws<SmtpSoarException>(() => Store().List(new OutboxQuery())).ErrorId);
    }

    [Theory]
    [InlineData("")]
    [InlineData(OutboxLayout.EnvelopeFile)]
    [InlineData(OutboxLayout.MessageFile)]
    public async Task Message_OfAnotherUser_IsSentToNobodyAndStays(string file)
    {
        if (!Owner.CanChange)
            return;
        await WaitingAsync(Delivery.Mailer.Request(), 2);
        var entries = List(OutboxState.Waiting);
        Owner.Change(Path.Combine(Path.GetDirectoryName(entries[0].Path)!, file));
        await using var server = Start();
        using var service = Service(server);

        Assert.Equal("OutboxOwnerForeign", await TryAsync(service, entries[0]));
        Assert.Null(await TryAsync(service, entries[1]));

        Assert.Single(server.Messages);
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

    private async Task SendOneAsync()
    {
        await using var server = Start();
        using var service = Service(server);
        var outcome = await SendAsync(service);
        Assert.True(outcome.Error is null, outcome.Error?.ToString());
    }

    private async Task AssertRefusedAsync(string id, string place)
    {
        await using var server = Start();
        using var service = Service(server);
        var outcome = await SendAsync(service);
        Assert.Equal(id, outcome.Error?.ErrorId);
        Assert.Contains($"'{place}'", outcome.Error!.Sentence, StringComparison.Ordinal);
        Assert.Empty(server.Connections.SelectMany(connection => connection.Transcript));
    }
}
