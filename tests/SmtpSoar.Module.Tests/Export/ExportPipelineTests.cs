using System;
using System.IO;
using SmtpSoar.Module.Tests.Hosting;
using Xunit;

namespace SmtpSoar.Module.Tests.Export;

/// <summary>The pipeline's rules are those of the commands that send.</summary>
public sealed class ExportPipelineTests : EngineTest
{
    [Theory]
    [InlineData("-Body text")]
    [InlineData("-HtmlBody '<p>text</p>'")]
    public void Files_WithToAndBody_AreAttachedToOneMessage(string body)
    {
        Folder.Write("a.txt", "one");
        Folder.Write("b.txt", "two");

        var output = Engine.Run($"[IO.FileInfo]\"$folder/a.txt\", [IO.FileInfo]\"$folder/b.txt\" | Export-SoarEmail -From s@example.org -To a@example.org {body} -Path $folder/x.eml");

        Assert.Single(output);
        Assert.All(["a.txt", "b.txt"], name => Assert.Contains($"filename={name}", File.ReadAllText(Folder["x.eml"]).Replace("\"", "", StringComparison.Ordinal), StringComparison.Ordinal));
    }

    [Fact]
    public void Records_WithoutToAndBody_AreAMessageEach()
    {
        Engine.Run("""
            [pscustomobject]@{ To = 'a@example.org'; Body = 'plain'; Number = 1 }, [pscustomobject]@{ To = 'b@example.org'; html_body = '<p>html</p>'; Number = 2 } |
                Export-SoarEmail -From s@example.org -Path { "$folder/$($_.Number).eml" }
            """);

        Assert.Contains("plain", File.ReadAllText(Folder["1.eml"]), StringComparison.Ordinal);
        Assert.Contains("multipart/alternative", File.ReadAllText(Folder["2.eml"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Records_ToOneFile_AreRefusedFromTheSecondOn()
    {
        Engine.Run("""
            1..2 | ForEach-Object { [pscustomobject]@{ From = 's@example.org'; To = 'a@example.org'; Body = "number $_" } } | Export-SoarEmail -Path $folder/x.eml -Force
            """);

        Assert.Equal("ExportFileRepeated", SingleErrorId());
        Assert.Contains("number 1", File.ReadAllText(Folder["x.eml"]), StringComparison.Ordinal);
    }

    [Fact]
    public void VaultFiles_WithoutPath_NeverGiveTheirOwn()
    {
        Folder.Write("a.eml", "one");

        // A vault file has a property Path as well: the file in the vault.
        Engine.Run("Add-SoarVaultFile $folder/a.eml -VaultPath $folder/vault | Export-SoarEmail -From s@example.org -To a@example.org -Body text -Force -Format Eml");

        Assert.Equal("ExportPathMissing", SingleErrorId());
        Assert.Empty(Engine.Run("Get-SoarVaultFile -VaultPath $folder/vault | Where-Object { ([IO.FileInfo]$_.Path).Length -ne 3 }"));
    }

    [Fact]
    public void PlaybookDictionary_OfSendHtmlEmail_SplatsAsItIs()
    {
        Folder.Write("c.png", "picture");

        Engine.Run("""
            $parameters = @{ from = 's@example.org'; to = 'a@example.org'; subject = 's'; html_body = '<img src="cid:c">'; text_body = 't'; attachment1 = "$folder/c.png"; content_id1 = 'c' }
            Export-SoarEmail @parameters -Path $folder/x.eml
            """);

        Assert.Contains("Content-Id: <c>", File.ReadAllText(Folder["x.eml"]), StringComparison.Ordinal);
    }
}
