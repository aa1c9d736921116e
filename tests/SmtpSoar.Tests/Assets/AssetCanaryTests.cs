using System;
using System.IO;
using System.Text;
using Xunit;

namespace SmtpSoar.Tests.Assets;

public sealed class AssetCanaryTests : AssetStoreTestBase
{
    [Fact]
    public void Register_Secrets_AreInNoFileOfTheDataFolderInAnyEncoding()
    {
        var asset = Asset();
        asset.ClientSecret = Secure(Canary);
        asset.PgpPassphrase = Secure(Canary);
        asset.SigningPassword = Secure(Canary);
        (asset.DkimDomain, asset.DkimSelector, asset.DkimPrivateKey) = ("example.org", ["mail"], [Secure(Canary)]);
        asset.Proxy = $"socks5://user:{Canary}@proxy.example.org:1080";
        Assets.Register(asset, isDefault: true, force: false);
        Assets.Register(asset, isDefault: true, force: true);
        // Set aside, it is still encrypted.
        File.AppendAllText(EntryFiles()[0], "x");
        Error("StoreEntryDamaged", () => Assets.Resolve("home"));
        Assets.Register(asset, isDefault: false, force: false);

        var files = Directory.GetFiles(Data, "*", SearchOption.AllDirectories);

        Assert.True(files.Length >= 6, "The files of two assets, the default, the key and the locks.");
        Assert.All(files, AssertClean);
        Assert.Equal(Canary, Reveal(Assets.Resolve("home").Password));
    }

    [Fact]
    public void AssertClean_CanaryInAFile_FindsIt()
    {
        foreach (var form in Forms(Canary))
        {
            var path = Path.Combine(Data, "planted");
            File.WriteAllBytes(path, [1, 2, 3, .. form, 4]);
            Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => AssertClean(path));
        }
    }

    private static void AssertClean(string path)
    {
        var content = File.ReadAllBytes(path);
        foreach (var form in Forms(Canary))
            Assert.True(content.AsSpan().IndexOf(form) < 0, $"{path} holds the secret as {Encoding.UTF8.GetString(form)}");
    }

    // In base64 the middle counts: what stands before and after it shifts its ends.
    private static byte[][] Forms(string secret)
    {
        var utf8 = Encoding.UTF8.GetBytes(secret);
        var utf16 = Encoding.Unicode.GetBytes(secret);
        return
        [
            utf8,
            utf16,
            Encoding.BigEndianUnicode.GetBytes(secret),
            .. Base64(utf8),
            .. Base64(utf16),
            Encoding.ASCII.GetBytes(Convert.ToHexString(utf8)),
            Encoding.ASCII.GetBytes(Convert.ToHexString(utf8).ToLowerInvariant()),
            Encoding.ASCII.GetBytes(Convert.ToHexString(utf16).ToLowerInvariant()),
        ];
    }

    private static byte[][] Base64(byte[] content)
    {
        var forms = new byte[3][];
        for (var shift = 0; shift < forms.Length; shift++)
            forms[shift] = Encoding.ASCII.GetBytes(Convert.ToBase64String([.. new byte[shift], .. content])[4..^4]);
        return forms;
    }
}
