using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using SmtpSoar.Core.Files;
using SmtpSoar.Tests.Delivery;
using Xunit;

namespace SmtpSoar.Tests.Files;

/// <summary>Whose a file is: the same as the system's own program says.</summary>
public sealed class FileOwnerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Owner_OfAFile_IsWhatTheSystemSays()
    {
        if (OperatingSystem.IsWindows())
            return;
        var file = _folder.Write("a é", [1]);
        Assert.Equal(OwnerByProgram(file), FileOwner.Of(file));
        Assert.Equal(FileOwner.Current, FileOwner.Of(_folder.Path));
        Assert.Equal(FileOwner.Administrator, FileOwner.Of("/"));
        if (!Owner.CanChange)
            return;

        Owner.Change(file);

        Assert.Equal(Owner.Other, FileOwner.Of(file));
        Assert.Equal(OwnerByProgram(file), FileOwner.Of(file));
    }

    [Fact]
    public void Owner_OfNothing_IsNotKnown()
    {
        if (!OperatingSystem.IsWindows())
            Assert.Null(FileOwner.Of(Path.Combine(_folder.Path, "nothing")));
    }

    private static uint OwnerByProgram(string path)
    {
        using var list = Process.Start(new ProcessStartInfo("ls", ["-dn", path]) { RedirectStandardOutput = true })!;
        var words = list.StandardOutput.ReadToEnd().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return uint.Parse(words[2], CultureInfo.InvariantCulture);
    }
}
