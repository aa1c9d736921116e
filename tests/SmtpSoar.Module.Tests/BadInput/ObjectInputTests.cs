using System;
using System.Linq;
using Xunit;

namespace SmtpSoar.Module.Tests.BadInput;

/// <summary>Objects of every kind that PowerShell has, given for parameters that take objects.</summary>
public sealed class ObjectInputTests : BadInputTest
{
    private const string Send = "Send-SoarEmail -To a@example.org -Body x -Asset $asset ";

    private const string SendHtml = "Send-SoarHtmlEmail -To a@example.org -HtmlBody x -Asset $asset ";

    private const string Throwing =
        "$bad = [pscustomobject]@{ 'X-A' = 1 }; $bad.PSObject.Properties.Add([psscriptproperty]::new('X-T', { throw 'broken' })); ";

    [Theory]
    [InlineData("[Collections.Generic.Dictionary[string,string]]::new()")]
    [InlineData("[Collections.Generic.Dictionary[string,object]]::new()")]
    [InlineData("[Collections.Generic.SortedDictionary[string,string]]::new()")]
    [InlineData("[Collections.Concurrent.ConcurrentDictionary[string,string]]::new()")]
    [InlineData("[Dynamic.ExpandoObject]::new()")]
    [InlineData("[Collections.Specialized.OrderedDictionary]::new()")]
    [InlineData("[Collections.SortedList]::new()")]
    public void Headers_OfEachKindOfDictionary_AreSent(string dictionary)
    {
        var message = Sent($"$d = {dictionary}; $d.'X-A' = '1'; " + Send + "-Headers $d");

        Assert.Contains("\r\nX-A: 1\r\n", message.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Headers_GenericDictionary_IsWrittenAsJsonAndShownByWhatIf()
    {
        const string Make = "$d = [Collections.Generic.Dictionary[string,string]]::new(); $d['X-A'] = '1'; ";

        Assert.Equal("""{"X-A":"1"}""", (string)Result(Make + Send + "-Headers $d").Parameter["headers"]);
        Engine.Run(Make + Send + "-Headers $d -WhatIf");
        Assert.Empty(Engine.Errors);
        Engine.Run(Make + "$null = Export-SoarEmail -To a@example.org -Body x -Path $folder/x.eml -Headers $d -Asset $asset");
        Assert.Contains("X-A: 1", System.IO.File.ReadAllText(System.IO.Path.Combine(Folder.Path, "x.eml")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-AttachmentJson $d")]
    [InlineData("-AttachmentJson @($d)")]
    [InlineData("-Attachment1 $d")]
    [InlineData("-Attachments $d")]
    [InlineData("-Attachments @{ Path = $d['Path'] }, $d")]
    public void Attachment_GenericDictionary_IsAttached(string argument)
    {
        Folder.Write("one.txt", "first");

        Assert.Contains("one.txt", Sent(Dictionary("Path", "$folder/one.txt") + SendHtml + argument).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Attachment_GenericDictionaryPiped_IsAttached()
    {
        Folder.Write("one.txt", "first");

        Assert.Contains("one.txt", Sent(Dictionary("Path", "$folder/one.txt") + "@(, $d) | " + Send).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$s")]
    [InlineData("@{ configuration = $s }")]
    public void Asset_GenericDictionary_IsRead(string asset) => Sent(
        "$s = [Collections.Generic.Dictionary[string,object]]::new(); foreach ($key in $asset.Keys) { $s[$key] = $asset[$key] }; "
        + $"$asset = {asset}; " + Send);

    [Fact]
    public void Property_ThatThrows_FailsItsRowAndOthersGo()
    {
        var results = Engine.Run(
            Throwing
            + "@{ 'X-A' = 1 }, $bad, @{ 'X-A' = 2 } | ForEach-Object { [pscustomobject]@{ To = 'a@example.org'; Body = 'x'; Headers = $_ } } | Send-SoarEmail -Asset $asset");

        Assert.Equal(["success", "failed", "success"], results.Select(result => (string)((dynamic)result).Status));
        Assert.Equal("PropertyUnreadable", SingleErrorId());
        Assert.Contains("'X-T' of an object that was given can't be read: broken.", SingleError().Exception.Message, StringComparison.Ordinal);
        Assert.Equal(2, Server.Messages.Count);
    }

    [Theory]
    [InlineData("Subject", "To = 'a@example.org'; Body = 'x'", "Send-SoarEmail")]
    [InlineData("text_body", "To = 'a@example.org'; HtmlBody = 'x'", "Send-SoarHtmlEmail")]
    [InlineData("EnvelopeFrom", "RawEmail = \"From: a@example.org`nTo: b@example.org`n`nx\"", "Send-SoarRawEmail")]
    public void Property_BoundToAParameterThatThrows_IsAnErrorOfItsRow(string property, string row, string command)
    {
        var results = Engine.Run(
            $"$good = [pscustomobject]@{{ {row} }}; $bad = [pscustomobject]@{{ {row} }}; "
            + $"$bad.PSObject.Properties.Add([psscriptproperty]::new('{property}', {{ throw 'broken' }})); $good, $bad, $good | {command} -Asset $asset");

        Assert.Equal(["success", "failed", "success"], results.Select(result => (string)((dynamic)result).Status));
        Assert.Contains($"The property '{property}' of an object that was given can't be read: broken.", SingleError().Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-Headers $bad")]
    [InlineData("-Headers @{ 'X-A' = $bad }")]
    [InlineData("-AttachmentJson $bad")]
    [InlineData("-AttachmentJson @($bad, $bad)")]
    [InlineData("-Attachment1 $bad")]
    [InlineData("-Attachments $bad")]
    public void Property_ThatThrows_IsANamedError(string argument) => Refused("PropertyUnreadable", Throwing + SendHtml + argument);

    [Fact]
    public void Property_ThatThrowsInAnAsset_IsANamedError() =>
        Refused("PropertyUnreadable", Throwing + "Send-SoarEmail -To a@example.org -Body x -Asset $bad");

    [Theory]
    [InlineData("-Headers $a")]
    [InlineData("-Headers @{ 'X-A' = $a }")]
    [InlineData("-AttachmentJson $a")]
    [InlineData("-Attachment1 $a")]
    [InlineData("-Attachments $a")]
    public void List_InItself_IsANamedError(string argument)
    {
        Refused("ListTooDeep", "$a = @(0); $a[0] = $a; " + SendHtml + argument);
        Assert.Contains("list", Engine.Try("$a = [Collections.ArrayList]::new(); $null = $a.Add($a); " + SendHtml + argument).Select(result => (string)((dynamic)result).Message).Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void AttachmentJson_ObjectsOfEveryKind_AreAttachedAndWrittenAsJson()
    {
        var (one, two) = (Folder.Write("one.txt", "first"), Folder.Write("two.txt", "second"));
        var id = Engine.RunSingle("($v = Add-SoarVaultFile $one -VaultPath $folder/vault).VaultId", ("one", one)).ToString();

        var result = Result(
            SendHtml + "-VaultPath $folder/vault -AttachmentJson @($v, [IO.FileInfo]$two, [SmtpSoar.AttachmentReference]@{ Path = $two; Name = 'three.txt' }, $id, [ordered]@{ vault_id = $id; content_id = 'c' })",
            ("two", two), ("id", id));

        Assert.Equal("success", result.Status);
        Assert.Equal(
            "[{'vault_id':'" + id + "'},{'path':'" + two + "'},{'path':'" + two + "','name':'three.txt'},{'vault_id':'" + id + "'},{'vault_id':'" + id + "','content_id':'c'}]",
            ((string)result.Parameter["attachment_json"]).Replace('"', '\''));
        var text = Assert.Single(Server.Messages).Text;
        Assert.All(["one.txt", "two.txt", "three.txt", "Content-Id: <c>"], part => Assert.Contains(part, text, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("$v")]
    [InlineData("@($v, $v)")]
    [InlineData("$v.VaultId, $v.VaultId")]
    public void AttachmentJson_VaultFilesAlone_AreAttached(string json)
    {
        Folder.Write("one.txt", "first");

        Assert.Contains("one.txt", Sent("$v = Add-SoarVaultFile $folder/one.txt -VaultPath $folder/vault; " + SendHtml + $"-VaultPath $folder/vault -AttachmentJson {json}").Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("@{ 'X-A' = [bigint]::Parse('123456789012345678901234567890') }", """{"X-A":123456789012345678901234567890}""")]
    [InlineData("@{ 'X-A' = [switch]$true }", """{"X-A":true}""")]
    [InlineData("@('{', '\"X-A\": \"1\"', '}')", "{\n\"X-A\": \"1\"\n}")]
    public void Headers_InTheResult_KeepTheirJsonType(string headers, string json) =>
        Assert.Equal(json, (string)Result(Send + "-Headers " + headers).Parameter["headers"]);

    [Fact]
    public void Headers_LinesOfAFile_AreSent() =>
        Assert.Contains("\r\nX-A: 1\r\n", Sent(Send + "-Headers @('{', '\"X-A\": \"1\"', '}')").Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("-Headers @{ 'X-A' = [securestring]::new() }", "the value of 'X-A' is a secure string")]
    [InlineData("-Headers @{ 'X-A' = 'a', [securestring]::new() }", "the value of 'X-A' is a secure string")]
    [InlineData("-Headers @{ 'X-A' = [pscredential]::new('u', [securestring]::new()) }", "the value of 'X-A' is a credential")]
    [InlineData("-Headers @{ 'X-A' = [Text.StringBuilder]::new().GetType().Assembly.GetType('System.Object')::new() }", "the value of 'X-A' is an object of the type Object")]
    [InlineData("-Headers @(1, 2)", "a list has no names and values")]
    [InlineData("-Headers 42", "a number has no names and values")]
    [InlineData("-Headers (Get-Date)", "a date has no names and values")]
    public void Headers_ValueThatIsNone_IsNamed(string argument, string sentence) =>
        Assert.Contains(sentence, Refused("HeadersInvalid", "function Get-Date { [datetime]::Now }; " + Send + argument), StringComparison.Ordinal);

    [Fact]
    public void Asset_Number_IsNamed() =>
        Assert.Contains("An asset can't be made from a number.", Refused("AssetInvalid", "Send-SoarEmail a@example.org s b -Asset 42"), StringComparison.Ordinal);

    private static string Dictionary(string key, string value) =>
        $"$d = [Collections.Generic.Dictionary[string,string]]::new(); $d['{key}'] = \"{value}\"; ";
}
