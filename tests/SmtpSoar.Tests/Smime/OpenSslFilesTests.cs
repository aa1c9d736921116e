#if NET
using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using SmtpSoar.Core.Certificates.Stores;
using Xunit;

namespace SmtpSoar.Tests.Smime;

/// <summary>Authorities in the files of OpenSSL, which are what a Linux machine trusts.</summary>
public sealed class OpenSslFilesTests : IDisposable
{
    private readonly TestAuthority _authority = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("openssl").FullName;

    public void Dispose()
    {
        _authority.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Find_InAListOfMany_GivesTheOneOfTheName()
    {
        var list = Write("list.pem", "# Authorities\n" + _authority.Root.ExportCertificatePem() + "\nno certificate\n"
            + _authority.Intermediate.ExportCertificatePem() + "\n-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");

        Assert.Equal([_authority.Intermediate], new OpenSslFiles([list], []).Find(_authority.Intermediate.SubjectName));
    }

    [Fact]
    public void Find_OfAFolder_ReadsPemAndDerAndEachFileOnce()
    {
        Write("intermediate.pem", _authority.Intermediate.ExportCertificatePem());
        File.CreateSymbolicLink(Path.Combine(_folder, "0a1b2c3d.0"), "intermediate.pem");
        File.WriteAllBytes(Path.Combine(_folder, "root.der"), _authority.Root.RawData);
        File.WriteAllBytes(Path.Combine(_folder, "empty.pem"), []);
        File.CreateSymbolicLink(Path.Combine(_folder, "gone.pem"), Path.Combine(_folder, "nowhere", "gone.pem"));
        var files = new OpenSslFiles([], [_folder]);

        Assert.Equal([_authority.Intermediate], files.Find(_authority.Intermediate.SubjectName));
        Assert.Equal([_authority.Root], files.Find(_authority.Root.SubjectName));
    }

    [Fact]
    public void Find_OfALinkToAnotherFolder_ReadsIt()
    {
        var elsewhere = Directory.CreateDirectory(Path.Combine(_folder, "elsewhere")).FullName;
        var link = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, "certs")).FullName, "company.pem");
        File.WriteAllText(Path.Combine(elsewhere, "company.crt"), _authority.Intermediate.ExportCertificatePem());
        File.CreateSymbolicLink(link, Path.Combine(elsewhere, "company.crt"));

        Assert.Equal([_authority.Intermediate], new OpenSslFiles([], [Path.GetDirectoryName(link)!]).Find(_authority.Intermediate.SubjectName));
    }

    [Fact]
    public async Task Find_OfAFolderWithAPipe_DoesNotWaitForIt()
    {
        if (OperatingSystem.IsWindows())
            return;
        using (var make = Process.Start("mkfifo", Path.Combine(_folder, "pipe.pem")))
            await make.WaitForExitAsync();
        Write("root.pem", _authority.Root.ExportCertificatePem());

        var found = Task.Run(() => new OpenSslFiles([], [_folder]).Find(_authority.Root.SubjectName).ToList());

        Assert.Equal([_authority.Root], await found.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void Find_OfACertificateThatOnlyNamesTheAuthority_GivesNone()
    {
        var list = Write("list.pem", _authority.Issue("ann@example.org").ExportCertificatePem());

        Assert.Empty(new OpenSslFiles([list], []).Find(_authority.Intermediate.SubjectName));
    }

    [Fact]
    public void IsThere_WithoutAnyPlace_IsFalse()
    {
        Assert.False(new OpenSslFiles([Path.Combine(_folder, "no.pem")], [Path.Combine(_folder, "no")]).IsThere);
        Assert.True(new OpenSslFiles([], [_folder]).IsThere);
    }

    // The framework's own store tells what the machine has. It is empty of authorities below a root on most machines.
    [Fact]
    public void Find_OnThisMachine_GivesWhatTheFrameworksStoreHas()
    {
        if (!OperatingSystem.IsLinux())
            return;
        using var store = new X509Store(StoreName.Root, StoreLocation.LocalMachine);
        store.Open(OpenFlags.ReadOnly);
        var files = OpenSslFiles.OfTheMachine();

        Assert.All(store.Certificates.Take(20), root => Assert.Contains(root, files.Find(root.SubjectName)));
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
#endif
