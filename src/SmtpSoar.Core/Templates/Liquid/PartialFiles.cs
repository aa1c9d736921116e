using System;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;
using SmtpSoar.Core.Templates.Liquid.Faults;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Templates.Liquid;

/// <summary>The files that a template may include: those of its own folder, by name alone, and no links.</summary>
/// <param name="folder">The folder, or <see langword="null"/> for a template that is no file.</param>
/// <param name="read">Reads a file.</param>
internal sealed class PartialFiles(string? folder, Func<string, string> read) : IFileProvider
{
    private static readonly char[] Separators = ['/', '\\', ':'];

    public IFileInfo GetFileInfo(string subpath)
    {
        if (folder is null)
            throw Refusal(subpath, "a template that is given as text has no folder");
        if (subpath.Length == 0 || subpath.IndexOfAny(Separators) >= 0 || subpath.Any(char.IsControl) || subpath.Trim('.', ' ').Length == 0)
            throw Refusal(subpath, "it is no file name alone");
        var file = new FileInfo(Path.Combine(folder, subpath));
        if (file.Exists && (file.Attributes & FileAttributes.ReparsePoint) != 0)
            throw Refusal(subpath, "it is a link");
        return file.Exists ? new PartialFile(file, read) : new NotFoundFileInfo(subpath);
    }

    public IDirectoryContents GetDirectoryContents(string subpath) => NotFoundDirectoryContents.Singleton;

    public IChangeToken Watch(string filter) => NullChangeToken.Singleton;

    private static TemplateFault Refusal(string name, string reason) =>
        new(Errors.TemplatePartialInvalid, null, null, SafeText.Of(name), reason);

    private sealed class PartialFile(FileInfo file, Func<string, string> read) : IFileInfo
    {
        public bool Exists => true;

        public bool IsDirectory => false;

        public DateTimeOffset LastModified => file.LastWriteTimeUtc;

        public long Length => file.Length;

        public string Name => file.Name;

        public string? PhysicalPath => file.FullName;

        public Stream CreateReadStream() => new MemoryStream(Encoding.UTF8.GetBytes(read(file.FullName)));
    }
}
