using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using SmtpSoar.Module.Tests.Help.Examples;
using Xunit;

namespace SmtpSoar.Module.Tests.Documentation;

/// <summary>
/// Runs the blocks of a page in their order, in one session. "mail.example.org" is the scripted server, by STARTTLS. A
/// failure is right where the page shows it.
/// </summary>
public sealed class DocumentationRunTests : ExampleTest
{
    // The server's name can't be had here, and no authority vouches for the server that stands in for it.
    private const string Servers = """
        function Import-Module([string]$Name) { if ($Name -notin 'SmtpSoar', './output/SmtpSoar') { throw "Which module is $Name?" } }

        function Lead($asset) {
            if ($asset.Server -eq 'mail.example.org') { $asset.Server, $asset.Port, $asset.CertificateThumbprint = $server, $port, $thumbprint }
            $asset
        }

        function New-SmtpAsset { Lead (SmtpSoar\New-SmtpAsset @args) }

        function Import-SmtpAsset { Lead (SmtpSoar\Import-SmtpAsset @args) }
        """;

    public DocumentationRunTests()
    {
        Engine.Run(Servers, ("thumbprint", Server.Certificate!.GetCertHashString(HashAlgorithmName.SHA256)));
        Environment.SetEnvironmentVariable("MAIL_ASSET", Folder.Write("mail-asset.json", JsonSerializer.Serialize(new { server = Server.Host, port = Server.Port, ssl_config = "None", username = "soar@example.org", password = "secret" })));
        Folder.Write("README.md", "# SmtpSoar");
        Environment.SetEnvironmentVariable("MAIL_TO", "analyst@example.org");
        Environment.SetEnvironmentVariable("MAIL_OUTBOX", Folder["mail-outbox"]);
    }

    public static TheoryData<string> Pages => [.. DocumentationPage.ThatRun];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Blocks_OfAPage_RunAndFailOnlyAsShown(string page)
    {
        // The step that registers the asset asks for a password, and so is not run.
        if (page.Contains("scheduled", StringComparison.Ordinal))
            Engine.Run("Set-SmtpAsset office -Outbox $outbox", ("outbox", Folder["outbox-of-office"]));
        foreach (var (code, shown) in new DocumentationPage(page).Runnable)
        {
            Forget(code);
            var output = Engine.Run(code);

            Assert.All(Engine.Errors, error => Assert.Contains(Bare(error.ToString()), Bare(shown), StringComparison.Ordinal));
            Assert.Empty(Engine.Streams.Warning.Select(warning => warning.Message));
            Assert.All(Failed(output), _ => Assert.Contains("failed", shown, StringComparison.Ordinal));
        }
    }

    protected override void Dispose(bool disposing)
    {
        Environment.SetEnvironmentVariable("MAIL_ASSET", null);
        Environment.SetEnvironmentVariable("MAIL_TO", null);
        Environment.SetEnvironmentVariable("MAIL_OUTBOX", null);
        base.Dispose(disposing);
    }

    // A reader has no asset of that name yet.
    private void Forget(string code)
    {
        foreach (Match name in Regex.Matches(code, @"Register-SmtpAsset -Name (?<name>\w+)"))
            Engine.Run("Get-SmtpAsset $name* | Unregister-SmtpAsset -Confirm:$false", ("name", name.Groups["name"].Value));
    }

    private static IEnumerable<PSObject> Failed(IEnumerable<PSObject> output) =>
        output.Where(item => item?.Properties["Status"]?.Value is "failed");

    // A console breaks lines where it likes; the server that stands in has another name.
    private static string Bare(string text) => Regex.Replace(text.Replace("127.0.0.1", "mail.example.org", StringComparison.Ordinal), @"\s", "");
}
