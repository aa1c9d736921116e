using System;
using System.IO;
using System.Net;
using SmtpSoar.Core.Assets.Store;
using SmtpSoar.Core.Secrets;
using SmtpSoar.Core.Secrets.Protection;
using Xunit;

namespace SmtpSoar.Tests.Assets;

/// <summary>Assets that an earlier version registered, under a key in a file.</summary>
public sealed class EarlierAssetsTests : IDisposable
{
    private readonly string _data = Path.Combine(Directory.CreateTempSubdirectory("earlier-").FullName, "data");

    public EarlierAssetsTests() => EarlierData.CopyTo("assets", _data);

    [Fact]
    public void Assets_OfAnEarlierVersion_AreReadChangedAndRemoved()
    {
        // On Windows no key lies in a file.
        if (OperatingSystem.IsWindows())
            return;
        Assert.Equal(["drop", "mail"], Store().Names("*"));
        Assert.Equal("/srv/pickup", Store().Resolve("drop").PickupDirectory);
        var mail = Store().Resolve("mail");
        Assert.Equal(("smtp.example.org", 587, 3, 30), (mail.Server, mail.Port, mail.MaxConnections, mail.OutboxKeepDays));
        Assert.Equal("not a real one", new NetworkCredential("", mail.Password).Password);

        mail.Server = "other.example.org";
        Store().Register(mail, isDefault: true, force: true);
        Store().Unregister("drop");

        Assert.Equal(["mail"], Store().Names("*"));
        Assert.Equal("not a real one", new NetworkCredential("", Store().ResolveDefault().Password).Password);
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_data)!, recursive: true);

    private AssetStore Store() => new(new ProtectedStore(_data, null, (folder, wait) => [Protectors.WithKeyFile(folder, wait)]));
}
