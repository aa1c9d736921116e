using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading.Tasks;
using Microsoft.Win32.SafeHandles;

namespace SmtpSoar.Module.Tests.Hosting;

/// <summary>A regular file that nobody else can open for now: to open it waits in the system, as on a network folder whose server is silent.</summary>
/// <remarks>Linux: a lease (fcntl(2), F_SETLEASE), which the system takes away after 45 seconds.</remarks>
public sealed class HangingFile : IDisposable
{
    private const int SetLease = 1024;
    private const int GetLease = 1025;
    private const int SetSignal = 10;
    private const int WriteLease = 1;
    private const int NoLease = 2;

    // One that is ignored, in place of one that ends the process.
    private const int UrgentSignal = 23;

    private readonly SafeFileHandle _file;

    public HangingFile(string path)
    {
        _file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        _ = fcntl(_file, SetSignal, UrgentSignal);
        IsHanging = fcntl(_file, SetLease, WriteLease) == 0;
    }

    /// <summary>Whether the file system has leases.</summary>
    public bool IsHanging { get; }

    /// <summary>Waits until somebody waits for the file.</summary>
    public async Task WaitForReaderAsync()
    {
        while (fcntl(_file, GetLease, 0) == WriteLease)
            await Task.Delay(5);
    }

    /// <summary>Lets everybody open the file.</summary>
    public void Dispose()
    {
        _ = fcntl(_file, SetLease, NoLease);
        _file.Dispose();
    }

    [DllImport("libc", SetLastError = true)]
    private static extern int fcntl(SafeFileHandle file, int command, nint argument);
}
