using System;
using System.IO;
using System.Linq;
using System.Text;
using SmtpSoar.Core.Secrets;
using SmtpSoar.Core.Secrets.Protection;
using Xunit;

namespace SmtpSoar.Tests.Secrets;

/// <summary>A data folder of its own, gone after the test, and a store in it that keeps its key in a file.</summary>
public abstract class StoreTestBase : IDisposable
{
    protected const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private protected static readonly StoreKey Key = new("asset", "home");

    protected StoreTestBase()
    {
        Data = Directory.CreateTempSubdirectory("store-tests-").FullName;
        Store = NewStore();
    }

    protected string Data { get; }

    protected string Secrets => Path.Combine(Data, "secrets");

    protected string KeyPath => Path.Combine(Secrets, "key");

    private protected ProtectedStore Store { get; }

    private protected string EntryPath => PathOf(Key);

    public void Dispose()
    {
        Directory.Delete(Data, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Another process would have one of its own.</summary>
    private protected ProtectedStore NewStore(TimeProvider? clock = null) =>
        new(Data, clock, (folder, wait) => [Protectors.WithKeyFile(folder, wait)]);

    private protected string PathOf(StoreKey key) => Path.Combine(Secrets, key.Stem + ".secret");

    private protected void Write(string text) => Write(Key, text);

    private protected void Write(StoreKey key, string text) => Store.Update(key, _ => Encoding.UTF8.GetBytes(text));

    private protected string? Read(StoreKey? key = null) => Store.Read(key ?? Key) is { } content ? Encoding.UTF8.GetString(content) : null;

    /// <summary>Writes a file as its owner would: nobody else can read it.</summary>
    protected static void Put(string path, byte[] content)
    {
        File.WriteAllBytes(path, content);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    protected string[] SetAside() => Directory.Exists(Secrets) ? Directory.GetFiles(Secrets, "*.damaged-*") : [];

    /// <summary>Every file of the data folder, by its path in there.</summary>
    protected string[] Files() => [.. Directory.GetFiles(Data, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Data, path)).Order(StringComparer.Ordinal)];

    protected static SmtpSoarException Error(string id, Action action)
    {
        var error = Assert.Throws<SmtpSoarException>(action);
        Assert.Equal(id, error.ErrorId);
        return error;
    }
}
