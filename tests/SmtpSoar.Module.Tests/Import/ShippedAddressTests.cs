using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using SmtpSoar.Module.Tests.Hosting;
using Xunit;

namespace SmtpSoar.Module.Tests.Import;

/// <summary>The module points to nobody's address on the web but those of the providers that it speaks of: another one could be taken by anybody.</summary>
public sealed class ShippedAddressTests
{
    // Their owners, and names that nobody can have (RFC 2606, RFC 6761).
    private static readonly string[] Known =
    [
        "microsoft.com", "microsoftonline.com", "microsoftonline.us", "office.com", "office365.com", "office365.us", "outlook.cn", "microsoftonline.cn",
        "windows.net", "usgovcloudapi.net", "google.com", "googleapis.com", "postfix.org", "w3.org",
        "example.org", "example.com", "localhost", "127.0.0.1", "HOST",
    ];

    private static readonly Regex Address = new(@"\bhttps?://(?<host>[A-Za-z0-9.-]*[A-Za-z0-9])", RegexOptions.CultureInvariant);

    public static TheoryData<string> Files =>
    [
        .. Directory.EnumerateFiles(BuiltModule.Folder, "*", SearchOption.AllDirectories)
            .Where(IsOurs)
            .Select(file => Path.GetRelativePath(BuiltModule.Folder, file)),
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public void Addresses_InTheModule_AreThoseOfKnownOwners(string file) =>
        Assert.All(Hosts(Path.Combine(BuiltModule.Folder, file)), host => Assert.True(IsKnown(host), host));

    [Fact]
    public void Hosts_OfAnAssembly_AreFound() => Assert.Contains("mail.google.com", Hosts(BuiltModule.File("dependencies", "SmtpSoar.Core.dll")));

    // Symbols name the sources that they were made of.
    private static bool IsOurs(string file) => Path.GetExtension(file) switch
    {
        ".dll" => Path.GetFileName(file).StartsWith("SmtpSoar", StringComparison.Ordinal),
        ".xml" or ".txt" or ".psd1" or ".ps1xml" => true,
        _ => false,
    };

    private static bool IsKnown(string host) => Known.Any(owner => host == owner || host.EndsWith("." + owner, StringComparison.Ordinal)) || host == "msh";

    // Strings are UTF-16 in an assembly, at any byte; what attributes have is UTF-8.
    private static IEnumerable<string> Hosts(string file)
    {
        var bytes = File.ReadAllBytes(file);
        string[] texts = [Encoding.Latin1.GetString(bytes), Encoding.Unicode.GetString(bytes), Encoding.Unicode.GetString(bytes, 1, bytes.Length - 1)];
        return texts.SelectMany(text => Address.Matches(text)).Select(match => match.Groups["host"].Value).Distinct();
    }
}
