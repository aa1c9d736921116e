using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net.Sockets;
using System.Threading;
using SmtpSoar.Core.Files.User;
using SmtpSoar.Tests.Delivery;
using Xunit;

namespace SmtpSoar.Tests.Files;

public sealed class UserFileTests : IDisposable
{
    private static readonly byte[] Content = Enumerable.Range(0, 700_000).Select(i => (byte)(i * 7)).ToArray();

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1_000_000)]
    public void Take_FileHeldOrNot_GivesItsBytes(long held)
    {
        var path = _folder.Write("file", Content);

        Assert.Equal(Content, Read(Take(path, held)));
        Assert.Equal(Content.AsSpan(0, 10).ToArray(), Take(path, held).ReadStart(10, CancellationToken.None).ToArray());
        Assert.Equal(Content, Take(path, held).ReadStart(1_000_000, CancellationToken.None).ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_000_000)]
    public void BorrowStart_FileHeldOrNot_LendsItsFirstBytes(long held)
    {
        var file = Take(_folder.Write("file", Content), held);
        foreach (var count in (int[])[10, 1_000_000])
        {
            var lent = file.BorrowStart(count, CancellationToken.None);
            Assert.Equal(Content.Take(count), lent.Memory.ToArray());
            lent.Dispose();
            lent.Dispose();
            Assert.True(lent.Memory.IsEmpty);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_000_000)]
    public void Take_Link_GivesWhatItLeadsTo(long held)
    {
        _folder.Write("file", Content);
        Link("relative", "file");
        Link("absolute", At("relative"));
        Directory.CreateDirectory(At("..2026"));
        File.WriteAllBytes(At("..2026/app.conf"), Content);
        Link("..data", "..2026");
        Link("app.conf", "..data/app.conf");

        foreach (var name in (string[])["relative", "absolute", "app.conf", "..data/app.conf"])
        {
            var file = Take(At(name), held);
            Assert.Equal(Content.Length, file.Length);
            Assert.Equal(Content, Read(file));
        }
    }

    [Theory]
    [InlineData("dangling", "dangling", "nowhere")]
    [InlineData("over", "over", "dangling")]
    [InlineData("gone/file", "gone", "no-folder")]
    public void Take_LinkToNothing_NamesTheLinkAndItsTarget(string path, string link, string target)
    {
        Link("dangling", "nowhere");
        Link("over", "dangling");
        Link("gone", "no-folder");

        var error = Refused("FileLinkBroken", path);

        Assert.Contains($"'{At(link)}'", error.Sentence, StringComparison.Ordinal);
        Assert.Contains($"'{target}'", error.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Take_MissingFileBehindAGoodLink_IsMissing()
    {
        Directory.CreateDirectory(At("folder"));
        Link("link", "folder");

        Refused("FileNotFound", "link/missing");
        Refused("FileNotFound", "none/missing");
    }

    [Fact]
    public void Take_LinksInACircle_AreNamed()
    {
        Link("one", "two");
        Link("two", "one");

        Refused("FileLinkLoop", "one");
        Refused("FileLinkLoop", "one/file");
    }

    [Fact]
    public void Take_NoRegularFile_IsRefusedAtOnce()
    {
        if (OperatingSystem.IsWindows())
            return;
        using (var make = Process.Start("mkfifo", At("pipe")))
            make.WaitForExit();
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(At("socket")));
        Link("link", "pipe");
        Link("zero", "/dev/zero");

        Assert.Contains("a named pipe", Refused("FileNotRegular", "pipe").Sentence, StringComparison.Ordinal);
        Assert.Contains("a named pipe", Refused("FileNotRegular", "link").Sentence, StringComparison.Ordinal);
        Assert.Contains("a socket", Refused("FileNotRegular", "socket").Sentence, StringComparison.Ordinal);
        Assert.Contains("a device", Refused("FileNotRegular", "zero").Sentence, StringComparison.Ordinal);
        Assert.Contains("a device", Refused("FileNotRegular", "/dev/full").Sentence, StringComparison.Ordinal);
        Refused("FileIsFolder", ".");
    }

    [Fact]
    public void Take_FileThatDoesNotSayItsLength_GivesWhatItHas()
    {
        if (!OperatingSystem.IsLinux())
            return;

        var file = Take("/proc/self/status", held: 0);

        Assert.StartsWith("Name:", System.Text.Encoding.ASCII.GetString(Read(file)), StringComparison.Ordinal);
        Assert.Equal(file.Length, Read(file).Length);
    }

    [Fact]
    public void Take_FileThatSaysMoreThanItHas_GivesWhatItHas()
    {
        const string Path = "/sys/kernel/mm/transparent_hugepage/enabled";
        if (!File.Exists(Path))
            return;

        var file = Take(Path, held: 10_000);

        Assert.InRange(file.Length, 1, 100);
        Assert.Equal(file.Length, Read(file).Length);
    }

    [Fact]
    public void Take_LongFileThatDoesNotSayItsLength_IsRefused()
    {
        const string Path = "/proc/kallsyms";
        if (File.Exists(Path))
            Refused("FileSizeUnknown", Path);
    }

    [Fact]
    public void Open_FileReplacedByALongerOneOfTheSameNumber_IsAChange()
    {
        var path = _folder.Write("file", Content);
        var file = Take(path, held: 0);
        for (var i = 0; i < 50; i++)
        {
            // Many file systems give the number of a deleted file to the next one.
            File.Delete(path);
            File.WriteAllBytes(path, [.. Content, 1]);
            Assert.Equal("AttachmentChanged", Assert.Throws<SmtpSoarException>(() => file.Open(0, CancellationToken.None)).ErrorId);
        }

        Assert.False(file.TakeGrowth());
    }

    [Fact]
    public void Read_PathLedToAPipeMeanwhile_IsAChange()
    {
        if (OperatingSystem.IsWindows())
            return;
        var path = _folder.Write("file", Content);
        var file = Take(path, held: 0);
        using var stream = file.Open(0, CancellationToken.None);
        var bytes = new byte[1000];
        Assert.Equal(bytes.Length, stream.Read(bytes));
        File.Delete(path);
        using (var make = Process.Start("mkfifo", path))
            make.WaitForExit();

        Assert.Equal("AttachmentChanged", Assert.Throws<SmtpSoarException>(() => stream.CopyTo(Stream.Null)).ErrorId);
    }

    private static byte[] Read(UserFile file)
    {
        using var stop = new CancellationTokenSource();
        using var stream = file.Open(0, stop.Token);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static UserFile Take(string path, long held) => UserFile.Take(path, "name", UserFileErrors.Attachment, held, CancellationToken.None);

    private SmtpSoarException Refused(string errorId, string path)
    {
        var error = Assert.Throws<SmtpSoarException>(() => Take(At(path), held: 1000));
        Assert.Equal(errorId, error.ErrorId);
        return error;
    }

    private string At(string name) => Path.GetFullPath(Path.Combine(_folder.Path, name));

    private void Link(string name, string target) => File.CreateSymbolicLink(At(name), target);
}
