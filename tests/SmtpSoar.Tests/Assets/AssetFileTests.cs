using System;
using System.IO;
using System.Text;
using SmtpSoar.Core.Assets.Json;
using Xunit;

namespace SmtpSoar.Tests.Assets;

public sealed class AssetFileTests : AssetTestBase, IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public static TheoryData<string> Encodings => ["utf-8", "utf-8-bom", "utf-16", "utf-16BE"];

    public void Dispose() => File.Delete(_path);

    [Theory]
    [MemberData(nameof(Encodings))]
    public void FromFile_EncodingThatItTells_IsRead(string name)
    {
        Encoding encoding = name == "utf-8" ? new UTF8Encoding(false) : Encoding.GetEncoding(name.Replace("-bom", "", StringComparison.Ordinal));
        File.WriteAllText(_path, """{"server": "bücher.example"}""", encoding);

        Assert.Equal("bücher.example", AssetReader.FromFile(_path).Server);
    }

    [Fact]
    public void FromFile_OtherEncoding_IsRefused()
    {
        File.WriteAllText(_path, $$"""{"server": "bücher.example", "password": "{{Canary}}"}""", Encoding.Latin1);

        var error = Error("AssetFileNotText", () => AssetReader.FromFile(_path));

        Assert.Contains(_path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromFile_Missing_NamesIt()
    {
        Assert.Contains("/no/such", Error("AssetFileNotFound", () => AssetReader.FromFile("/no/such/file.json")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromFile_AFolder_IsUnreadable()
    {
        Error("AssetFileUnreadable", () => AssetReader.FromFile(Path.GetTempPath()));
    }

    [Fact]
    public void FromFile_Invalid_QuotesNothing()
    {
        File.WriteAllText(_path, $"{{\"password\": \"{Canary}\" \"x\": 1}}");

        Error("AssetJsonInvalid", () => AssetReader.FromFile(_path));
    }
}
