using System.IO;
using System.Threading;
using System.Threading.Tasks;
using BenchmarkDotNet.Attributes;
using SmtpSoar.Core.Composition.Rendering;
using SmtpSoar.Core.Files.User;

namespace SmtpSoar.Benchmarks.Micro;

/// <summary>A file becomes base64 in lines while it is written.</summary>
[MemoryDiagnoser]
public class EncodeBenchmarks
{
    private const int Size = 16 * 1024 * 1024;

    private string _path = "";
    private Base64FileSegment _segment = null!;

    /// <summary>Makes the file.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _path = Path.GetTempFileName();
        File.WriteAllBytes(_path, new byte[Size]);
        _segment = new Base64FileSegment(UserFile.Take(_path, "file.bin", UserFileErrors.Attachment, held: 0, CancellationToken.None));
    }

    /// <summary>Removes it.</summary>
    [GlobalCleanup]
    public void Cleanup() => File.Delete(_path);

    /// <summary>16 MiB.</summary>
    [Benchmark]
    public Task Base64() => _segment.WriteToAsync(Stream.Null, CancellationToken.None);
}
