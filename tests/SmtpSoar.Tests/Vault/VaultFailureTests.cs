using System;
using System.IO;
using System.Threading;
using SmtpSoar.Core.Vault;
using Xunit;

namespace SmtpSoar.Tests.Vault;

public sealed class VaultFailureTests : VaultTestBase
{
    [Fact]
    public void Add_NoSuchFile_NamesIt()
    {
        var path = Path.Combine(Home, "absent", "missing.txt");

        var error = Assert.Throws<SmtpSoarException>(() => Vault.Add(path));

        Assert.Equal("VaultSourceNotFound", error.ErrorId);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Empty(FilesInVault());
    }

    [Fact]
    public void Add_AFolder_SaysThatItIsOne()
    {
        var error = Assert.Throws<SmtpSoarException>(() => Vault.Add(Home));

        Assert.Equal("VaultSourceUnreadable", error.ErrorId);
        Assert.Contains("it is a folder", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Add_SourceFailsMidway_LeavesNothing()
    {
        using var source = new FailingStream(() => throw new IOException("The disk is gone."));

        var error = Assert.Throws<SmtpSoarException>(() => Vault.Add(source, "a.txt", null));

        Assert.Equal("VaultSourceUnreadable", error.ErrorId);
        Assert.Contains("The disk is gone.", error.Message, StringComparison.Ordinal);
        Assert.Empty(FilesInVault());
    }

    [Fact]
    public void Add_CancelledMidway_LeavesNothing()
    {
        using var cancellation = new CancellationTokenSource();
        using var source = new FailingStream(cancellation.Cancel);

        Assert.ThrowsAny<OperationCanceledException>(() => Vault.Add(source, "a.txt", null, cancellation.Token));

        Assert.Empty(FilesInVault());
    }

    [Fact]
    public void Get_InAFolderOfSomebodyElse_NamesTheVault()
    {
        // To Windows such a folder is not there at all, and to root none is closed.
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
            return;
        Add("abc");
        File.SetUnixFileMode(Folder, UnixFileMode.None);
        try
        {
            var error = Assert.Throws<SmtpSoarException>(() => Vault.Get());

            Assert.Equal("VaultNotReadable", error.ErrorId);
            Assert.Contains(Folder, error.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.SetUnixFileMode(Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public void Add_FolderCantBeMade_NamesTheVault()
    {
        var vault = new VaultStore(Path.Combine(WriteFile("plain-file", "x"), "vault"));

        var error = Assert.Throws<SmtpSoarException>(() => vault.Add(Content("abc"), "a.txt", null));

        Assert.Equal("VaultNotWritable", error.ErrorId);
        Assert.Contains(vault.Folder, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Add_RecordCantBeWritten_LeavesNoTemporaryFile()
    {
        var file = Add("abc");
        var record = RecordOf(file);
        File.Delete(record);
        Directory.CreateDirectory(record);

        var error = Assert.Throws<SmtpSoarException>(() => Add("abc"));

        Assert.Equal("VaultNotWritable", error.ErrorId);
        Assert.Empty(Directory.GetFiles(Path.Combine(Folder, "tmp")));
    }

    [Fact]
    public void Add_AfterAProcessWasKilled_ClearsWhatItLeft()
    {
        Add("abc");
        var old = Path.Combine(Folder, "tmp", "left");
        var young = Path.Combine(Folder, "tmp", "in-use");
        File.WriteAllText(old, "half");
        File.WriteAllText(young, "half");
        File.SetLastWriteTimeUtc(old, DateTime.UtcNow.AddDays(-2));

        Add("def");

        Assert.Equal([young], Directory.GetFiles(Path.Combine(Folder, "tmp")));
    }

    /// <summary>Gives some bytes once, then does what the test wants.</summary>
    private sealed class FailingStream(Action onSecondRead) : MemoryStream
    {
        private int _reads;

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (_reads++ > 0)
                onSecondRead();
            return 10;
        }
    }
}
