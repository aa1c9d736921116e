using System.IO;
using System.Threading;

namespace SmtpSoar;

/// <summary>Content of a mail that was read. It stays in the mail's file, and is read from there each time.</summary>
internal interface IMailContent
{
    /// <summary>The bytes that a stream gives.</summary>
    long Length { get; }

    /// <summary>The SHA-256 of the content, 64 lower-case hex digits, or <see langword="null"/> where it is not known.</summary>
    string? Sha256 { get; }

    /// <summary>Opens it. A file that changed since the mail was read is an error.</summary>
    Stream Open(CancellationToken stop);
}
