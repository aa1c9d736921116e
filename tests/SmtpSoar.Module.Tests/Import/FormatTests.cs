using System.IO;
using System.Linq;
using System.Xml.Linq;
using SmtpSoar.Module.Tests.Hosting;
using Xunit;

namespace SmtpSoar.Module.Tests.Import;

/// <summary>The views, which this engine loads but has no commands to show.</summary>
public sealed class FormatTests : EngineTest
{
    private const string FormatFile = "module/SmtpSoar.Format.ps1xml";

    private static XElement View(string type) =>
        XDocument.Load(Path.Combine(BuiltModule.Folder, "SmtpSoar.Format.ps1xml")).Descendants("View").Single(view => view.Element("Name")!.Value == type);

    [Fact]
    public void AssetView_EverySetting_IsShown()
    {
        var shown = View("SmtpSoar.SmtpAsset").Descendants("ListItem").Select(item => (item.Element("Label") ?? item.Element("PropertyName"))!.Value);
        var settings = Engine.RunSingle("New-SmtpAsset x").Properties.Where(property => property.IsSettable).Select(property => property.Name);

        var missing = settings.Except(shown).ToList();
        Assert.True(missing.Count == 0, $"Add a ListItem for {string.Join(", ", missing)} to the view SmtpSoar.SmtpAsset in {FormatFile}.");
    }

    [Fact]
    public void AssetView_Proxy_HidesThePassword()
    {
        var script = View("SmtpSoar.SmtpAsset").Descendants("ListItem").Single(item => item.Element("Label")?.Value == "Proxy").Element("ScriptBlock")!.Value;

        var shown = Engine.RunSingle("New-SmtpAsset x -Proxy 'socks5://user:word@proxy:1080' | ForEach-Object ([scriptblock]::Create($script))", ("script", script));

        Assert.Equal("socks5://***@proxy:1080", shown.ToString());
    }

    [Fact]
    public void Properties_NamedByTheViews_Exist()
    {
        var types = Engine.Run("[SmtpSoar.SmtpAsset], [SmtpSoar.SoarActionResult], [SmtpSoar.SoarConnectivityResult], [SmtpSoar.ConnectivityStep], [SmtpSoar.VaultFile], [SmtpSoar.OAuthLogin]")
            .Select(type => (System.Type)type.BaseObject);

        foreach (var type in types)
        {
            var missing = View(type.FullName!).Descendants("PropertyName").Select(name => name.Value).Except(type.GetProperties().Select(property => property.Name)).ToList();
            Assert.True(missing.Count == 0, $"{type.FullName} has no {string.Join(", ", missing)}, which its view in {FormatFile} names.");
        }
    }

    [Fact]
    public void Colours_WindowsPowerShell_AreNotAskedFor()
    {
        // It has no $PSStyle, which strict mode then would not forgive.
        var scripts = XDocument.Load(Path.Combine(BuiltModule.Folder, "SmtpSoar.Format.ps1xml")).Descendants("ScriptBlock")
            .Select(script => script.Value).Where(script => script.Contains("$PSStyle")).ToList();

        Assert.NotEmpty(scripts);
        foreach (var script in scripts.Select(text => text.Replace("$PSVersionTable", "$old", System.StringComparison.Ordinal).Replace("$PSStyle", "$missing", System.StringComparison.Ordinal)))
        {
            Assert.True(script.IndexOf("$old.PSVersion.Major -ge 7", System.StringComparison.Ordinal) < script.IndexOf("$missing", System.StringComparison.Ordinal));
            Engine.Run("""
                $old = @{ PSVersion = [version] '5.1' }
                $test, $step, $recipient = [SmtpSoar.SoarConnectivityResult]::new(), [SmtpSoar.ConnectivityStep]::new(), [SmtpSoar.RecipientResult]::new()
                $recipient.Accepted = $false
                $from = if ($script -match 'Accepted') { $recipient } elseif ($script -match '_\.Outcome' -and $script -notmatch '_\.Steps') { $step } else { $test }
                $shown = $from | ForEach-Object { Set-StrictMode -Version Latest; & ([scriptblock]::Create($script)) }
                if (-not "$shown".Trim()) { throw "Nothing is shown by $script" }
                """, ("script", script));
        }

        Assert.Empty(Engine.Errors);
    }
}
