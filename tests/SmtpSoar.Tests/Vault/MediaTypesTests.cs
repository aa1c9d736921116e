using SmtpSoar.Core.Files;
using Xunit;

namespace SmtpSoar.Tests.Vault;

public sealed class MediaTypesTests
{
    [Theory]
    [InlineData("a.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")]
    [InlineData("a.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    [InlineData("a.pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation")]
    [InlineData("a.pdf", "application/pdf")]
    [InlineData("a.ics", "text/calendar")]
    [InlineData("a.md", "text/markdown")]
    [InlineData("a.webp", "image/webp")]
    [InlineData("a.heic", "image/heic")]
    [InlineData("a.eml", "message/rfc822")]
    [InlineData("a.msg", "application/vnd.ms-outlook")]
    [InlineData("a.log", "text/plain")]
    [InlineData("a.txt", "text/plain")]
    [InlineData("a.html", "text/html")]
    [InlineData("a.svg", "image/svg+xml")]
    [InlineData("a.json", "application/json")]
    [InlineData("a.xml", "application/xml")]
    [InlineData("a.js", "text/javascript")]
    [InlineData("a.mp4", "video/mp4")]
    [InlineData("a.tar.gz", "application/gzip")]
    [InlineData("a.txt.gz", "application/gzip")]
    [InlineData("a.tgz", "application/gzip")]
    [InlineData("a.7z", "application/x-7z-compressed")]
    [InlineData("a.zip", "application/zip")]
    [InlineData("a.evtx", "application/octet-stream")]
    [InlineData("a.pcap", "application/vnd.tcpdump.pcap")]
    [InlineData("a.yaml", "application/yaml")]
    [InlineData("a.yml", "application/yaml")]
    [InlineData("a.csv", "text/csv")]
    [InlineData("a.ps1", "application/octet-stream")]
    [InlineData("a.vbs", "application/octet-stream")]
    [InlineData("A.PDF", "application/pdf")]
    [InlineData("A.PCAP", "application/vnd.tcpdump.pcap")]
    [InlineData(".pdf", "application/pdf")]
    [InlineData("folder.pdf/README", "application/octet-stream")]
    public void ForFileName_KnownExtension_IsItsType(string name, string type)
    {
        Assert.Equal(type, MediaTypes.ForFileName(name));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("README")]
    [InlineData("pdf")]
    [InlineData("a.")]
    [InlineData("a.pdf\0")]
    [InlineData("a.p d f")]
    [InlineData("a.ｐｄｆ")]
    [InlineData("a.nosuchextension")]
    public void ForFileName_Otherwise_IsOctetStream(string? name)
    {
        Assert.Equal("application/octet-stream", MediaTypes.ForFileName(name));
    }
}
