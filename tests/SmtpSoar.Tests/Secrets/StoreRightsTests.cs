using System;
using System.IO;
using System.Linq;
using SmtpSoar.Tests.Files;
using Xunit;

namespace SmtpSoar.Tests.Secrets;

/// <summary>Who else may look into the store. Where there are no such rights (Windows), there is nothing to test.</summary>
public sealed class StoreRightsTests : StoreTestBase
{
    private const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [Fact]
    public void Write_FirstOfAll_GivesRightsToTheOwnerOnly()
    {
        if (OperatingSystem.IsWindows())
            return;
        Write("text");

        foreach (var path in Directory.GetFiles(Secrets, "*", SearchOption.AllDirectories))
            Assert.Equal(OwnFile, File.GetUnixFileMode(path));
        foreach (var path in Directory.GetDirectories(Data, "*", SearchOption.AllDirectories).Append(Data))
            Assert.Equal(Private, File.GetUnixFileMode(path));
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.OtherExecute)]
    [InlineData(UnixFileMode.GroupWrite | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute)]
    public void Store_FolderOpenToOthers_IsRefused(UnixFileMode others)
    {
        if (OperatingSystem.IsWindows())
            return;
        Write("text");
        File.SetUnixFileMode(Secrets, Private | others);
        var before = Files();

        var error = Error("StoreRightsTooWide", () => Store.Read(Key));
        Error("StoreRightsTooWide", () => Write("new"));
        Error("StoreRightsTooWide", () => Store.Keys("asset"));

        Assert.Contains(Secrets, error.Message, StringComparison.Ordinal);
        Assert.Equal(before, Files());
        File.SetUnixFileMode(Secrets, Private);
        Assert.Equal("text", Read());
    }

    [Theory]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void Store_DataFolderThatOthersCanWrite_IsRefusedAndNothingIsWritten(UnixFileMode others)
    {
        if (OperatingSystem.IsWindows())
            return;
        File.SetUnixFileMode(Data, Private | others);

        var error = Error("StoreRightsTooWide", () => Write("text"));

        Assert.Contains(Data, error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(Data));
    }

    [Fact]
    public void Store_DataFolderThatOthersCanRead_IsGoodEnough()
    {
        if (OperatingSystem.IsWindows())
            return;
        File.SetUnixFileMode(Data, Private | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

        Write("text");

        Assert.Equal("text", Read());
        Assert.Equal(Private, File.GetUnixFileMode(Secrets));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Store_FileOpenToOthers_IsRefused(bool ofKey)
    {
        if (OperatingSystem.IsWindows())
            return;
        Write("text");
        var path = ofKey ? KeyPath : EntryPath;
        File.SetUnixFileMode(path, OwnFile | UnixFileMode.OtherRead);

        var error = Error("StoreRightsTooWide", () => Store.Read(Key));
        Error("StoreRightsTooWide", () => Write("new"));

        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Empty(SetAside());
    }

    [Theory]
    [InlineData("")]
    [InlineData("secrets")]
    [InlineData("secrets/key")]
    [InlineData("entry")]
    public void Store_OfAnotherUser_IsRefusedAlsoForTheAdministrator(string what)
    {
        if (!Owner.CanChange)
            return;
        Write("text");
        var path = what == "entry" ? EntryPath : Path.Combine(Data, what).TrimEnd('/');
        Owner.Change(path);
        var before = Files();

        var error = Error("StoreOwnerForeign", () => Store.Read(Key));
        Error("StoreOwnerForeign", () => Write("new"));

        Assert.Contains($"'{path}'", error.Message, StringComparison.Ordinal);
        Assert.Contains("5000", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, Files());
    }

    [Fact]
    public void Write_FolderThatOnlyReads_IsReportedAndLeavesNothingBehind()
    {
        // The system administrator writes there all the same.
        if (OperatingSystem.IsWindows() || Environment.UserName == "root")
            return;
        Write("old");
        File.SetUnixFileMode(Secrets, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        File.SetUnixFileMode(Path.Combine(Secrets, "tmp"), UnixFileMode.UserRead | UnixFileMode.UserExecute);

        Error("StoreNotWritable", () => Write("new"));

        Assert.Equal("old", Read());
        File.SetUnixFileMode(Path.Combine(Secrets, "tmp"), Private);
        File.SetUnixFileMode(Secrets, Private);
    }

    [Fact]
    public void Write_FolderCantBeMade_NamesTheEntryAndTheReason()
    {
        File.WriteAllText(Path.Combine(Data, "secrets"), "a file in its place");

        Error("StoreNotWritable", () => Write("text"));

        Assert.Equal(["secrets"], Files());
    }

    [Fact]
    public void Write_EntryCantBeReplaced_LeavesNoTemporaryFile()
    {
        Directory.CreateDirectory(EntryPath);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Secrets, Private);
            File.SetUnixFileMode(EntryPath, Private);
        }

        Error("StoreNotReadable", () => Write("text"));

        Assert.DoesNotContain(Files(), path => path.Contains("tmp", StringComparison.Ordinal));
    }
}
