using System;
using Xunit;

namespace SmtpSoar.Module.Tests.BadInput;

/// <summary>Files and vault files given where Send-SoarRawEmail has a parameter of another kind.</summary>
public sealed class RawObjectTests : BadInputTest
{
    private const string Mail = "From: a@example.org\nTo: b@example.org\n\nthe text\n";

    private const string Select = "[pscustomobject]@{ VaultId = $v.VaultId; Name = $v.Name; Path = $v.Path; Size = $v.Size; Sha256 = $v.Sha256 }";

    public RawObjectTests() => Engine.Run(
        "$v = Add-SoarVaultFile $mail -VaultPath $folder/vault; $file = [IO.FileInfo]$mail", ("mail", Folder.Write("mail [1].eml", Mail)));

    [Theory]
    [InlineData("Send-SoarRawEmail $v")]
    [InlineData("Send-SoarRawEmail -VaultFile $v")]
    [InlineData("$v | Send-SoarRawEmail")]
    [InlineData(Select + " | Send-SoarRawEmail")]
    [InlineData("Send-SoarRawEmail $file")]
    [InlineData("Send-SoarRawEmail -Path $file")]
    [InlineData("Send-SoarRawEmail -Path @($file)")]
    [InlineData("Send-SoarRawEmail -LiteralPath $file")]
    [InlineData("$file | Send-SoarRawEmail")]
    public void File_HoweverItIsGiven_IsSent(string command) =>
        Assert.Contains("the text", Sent($"{command} -Asset $asset").Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("-RawEmail $v", "RawTextIsVaultFile", "-VaultFile")]
    [InlineData("-RawEmail $file", "RawTextIsPath", "-Path")]
    [InlineData("-RawEmail $mail", "RawTextIsPath", "-Path")]
    [InlineData("$mail", "RawTextIsPath", "-Path")]
    public void RawEmail_ThatIsAFile_NamesTheParameterForIt(string argument, string errorId, string parameter) =>
        Assert.Contains(parameter, Refused(errorId, $"Send-SoarRawEmail {argument} -Asset $asset"), StringComparison.Ordinal);

    [Theory]
    [InlineData("Send-SoarRawEmail $null")]
    [InlineData("Send-SoarRawEmail -RawEmail $null")]
    [InlineData("Send-SoarRawEmail ''")]
    [InlineData("[pscustomobject]@{ raw_email = $null } | Send-SoarRawEmail")]
    public void RawEmail_Null_IsAnEmptyMessage(string command) => Refused("RawEmailEmpty", command + " -Asset $asset");

    [Fact]
    public void Path_VaultFile_NamesTheParameterForIt()
    {
        Assert.Empty(Engine.Try("Send-SoarRawEmail -Path $v -Asset $asset"));

        Assert.Contains("-VaultFile", SingleError().Exception.Message, StringComparison.Ordinal);
        Assert.Empty(Server.Connections);
    }

    [Theory]
    [InlineData("$v")]
    [InlineData(Select)]
    [InlineData("[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($v))")]
    public void ChangedVaultFile_ThatLostItsType_IsRefused(string piped) =>
        Refused("VaultFileChanged", "[IO.File]::WriteAllText($v.Path, 'From: x@example.org'); " + piped + " | Send-SoarRawEmail -Asset $asset");

    [Fact]
    public void VaultId_OfNothing_IsRefused() =>
        Refused("VaultFileNotFound", "[pscustomobject]@{ VaultId = 'a' * 40 } | Send-SoarRawEmail -Asset $asset");

    [Fact]
    public void Row_WithMessageAndVaultId_SendsTheMessage() =>
        Assert.Contains("its own", Sent("[pscustomobject]@{ RawEmail = \"From: a@example.org`nTo: b@example.org`n`nits own\"; VaultId = $v.VaultId } | Send-SoarRawEmail -Asset $asset").Text, StringComparison.Ordinal);

    [Fact]
    public void Typed_SeveralLineBreaksAtItsEnd_AreNamed()
    {
        const string Typed = @"From: a@example.org\nTo: b@example.org\n\nx";

        Assert.Contains(@"\n", Refused("RawBreaksMixed", "Send-SoarRawEmail $text -Asset $asset", ("text", Typed + "\r\n\r\n")), StringComparison.Ordinal);
        Sent("Send-SoarRawEmail $text -Asset $asset", ("text", Typed + "\r\n"));
    }
}
