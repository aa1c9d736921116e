using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using SmtpSoar.Core.Assets.Store;
using SmtpSoar.Core.Secrets;
using SmtpSoar.Core.Secrets.Protection;

namespace SmtpSoar.Tests.Assets;

/// <summary>A store of assets in a data folder of its own, gone after the test.</summary>
public abstract class AssetStoreTestBase : AssetTestBase, IDisposable
{
    protected AssetStoreTestBase()
    {
        Data = Directory.CreateTempSubdirectory("asset-tests-").FullName;
        Assets = NewStore();
    }

    protected string Data { get; }

    private protected AssetStore Assets { get; }

    public void Dispose()
    {
        Directory.Delete(Data, recursive: true);
        GC.SuppressFinalize(this);
    }

    private protected AssetStore NewStore() =>
        new(new ProtectedStore(Data, null, (folder, wait) => [Protectors.WithKeyFile(folder, wait)]));

    protected static SmtpAsset Asset(string? name = "home", string server = "smtp.example.org") => new()
    {
        Name = name,
        Server = server,
        Username = "someone",
        Password = Secure(Canary),
    };

    protected void Register(string name, bool isDefault = false, bool force = false) => Assets.Register(Asset(name), isDefault, force);

    protected IReadOnlyList<string> Names(string pattern = "*") => [.. Assets.Get(pattern, failure => throw failure).Select(asset => asset.Name)];

    /// <summary>The files of the assets, in no order.</summary>
    protected string[] EntryFiles() => Directory.GetFiles(Path.Combine(Data, "secrets"), "asset-*.secret");
}
