using System;
using System.IO;
using System.Text;

namespace SmtpSoar.Tests.Raw;

/// <summary>A file that goes away with the test.</summary>
internal sealed class TemporaryFile : IDisposable
{
    public TemporaryFile(byte[] content)
    {
        File.WriteAllBytes(Path, content);
    }

    public TemporaryFile(string content)
        : this(Encoding.UTF8.GetBytes(content))
    {
    }

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), System.IO.Path.GetRandomFileName());

    public void Dispose() => File.Delete(Path);
}
