using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core;
using SmtpSoar.Core.Preview;
using SmtpSoar.Tests.Composition;
using SmtpSoar.Tests.Delivery;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Tests.Smime;

/// <summary>A signed mail verifies whichever way it went, and no secret stays anywhere.</summary>
public sealed class PathTests : IDisposable
{
    private static readonly string[] SevenBitOnly = ["PIPELINING", "SIZE", "ENHANCEDSTATUSCODES"];

    private readonly TestAuthority _authority = new();
    private readonly TestFiles _files = new();
    private readonly OpenSsl _openSsl = new();
    private readonly X509Certificate2 _ann;

    public PathTests() => _ann = _authority.Issue("ann@example.org");

    public void Dispose()
    {
        _openSsl.Dispose();
        _files.Dispose();
        _authority.Dispose();
    }

    [JudgeTheory("openssl")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Direct_ToAnyServer_Verifies(bool isOld)
    {
        await using var server = Start(isOld);
        using var mailer = Sender(server);

        var outcome = await mailer.SendAsync(Request());

        Assert.Equal("success", outcome.Result.Status);
        AssertValid(Assert.Single(server.Messages).Data);
    }

    [JudgeFact("openssl")]
    public async Task Bulk_ByTheAssetsCertificate_Verifies()
    {
        await using var server = Start();
        using var mailer = Sender(server);

        for (var i = 0; i < 20; i++)
            await mailer.AddAsync(Request());
        Assert.All(await mailer.DrainAsync(), outcome => Assert.Equal("success", outcome.Result.Status));

        Assert.Equal(20, server.Messages.Count);
        Assert.All(server.Messages, message => AssertValid(message.Data));
    }

    [JudgeFact("openssl")]
    public async Task Outbox_WithoutTheKeyLater_Verifies()
    {
        var outbox = Path.Combine(_openSsl.Folder, "outbox");
        var script = new Script().On(Step.Mail, Reply.Of("451 4.3.0 later")).Times(1);
        await using var server = SmtpTestServer.Start(new ServerOptions { Script = script, Extensions = SevenBitOnly });
        using (var mailer = Sender(server))
        {
            mailer.Options.Outbox = outbox;
            Assert.Equal("failed", (await mailer.SendAsync(Request())).Result.Status);
        }

        using var later = Mailer.For(server);
        later.Options.Outbox = outbox;
        using var service = new MailService(later.Options);
        using var store = later.Options.CreateOutbox()!;
        var entries = store.List(new Core.Outbox.OutboxQuery()).ToList();
        var claimed = await service.ClaimAsync(entries, (_, damage) => throw damage, CancellationToken.None);
        Assert.Null((await service.SendAsync(Assert.Single(claimed), CancellationToken.None)).Error);

        AssertValid(Assert.Single(server.Messages).Data);
    }

    [JudgeFact("openssl")]
    public async Task PickupFolder_ItsFile_Verifies()
    {
        var folder = Path.Combine(_openSsl.Folder, "pickup");
        using var mailer = Mailer.For(new SmtpAsset { PickupDirectory = folder, SigningCertificate = _ann });

        Assert.Null((await mailer.SendAsync(Request())).Error);

        AssertValid(File.ReadAllBytes(Assert.Single(Directory.GetFiles(folder))));
    }

    [JudgeFact("openssl")]
    public async Task ExportedMail_SentRaw_Verifies()
    {
        var path = Path.Combine(_openSsl.Folder, "exported.eml");
        await ExportAsync(path, MailFileFormat.Eml, Request());
        AssertValid(File.ReadAllBytes(path));
        await using var server = Start(isOld: true);
        using var mailer = Mailer.For(server);

        Assert.Null((await mailer.SendAsync(new RawEmailRequest { Path = path })).Error);

        AssertValid(Assert.Single(server.Messages).Data);
    }

    [Fact]
    public async Task ExportedPage_ShowsTheContentAndTellsHowItIsProtected()
    {
        var path = Path.Combine(_openSsl.Folder, "exported.html");
        var protection = SmimeMail.Encrypting(_authority.Issue("bob@example.org"), _authority.Issue("dora@example.org"), _ann);
        var request = Request(protection);
        request.Bcc = ["dora@example.org"];

        var feedback = await ExportAsync(path, MailFileFormat.Html, request);

        var page = File.ReadAllText(path);
        Assert.Contains("A line", page, StringComparison.Ordinal);
        Assert.Contains("is signed by", page, StringComparison.Ordinal);
        Assert.Contains("encrypted with AES-256", page, StringComparison.Ordinal);
        Assert.Contains("dora@example.org", page, StringComparison.Ordinal);
        Assert.Contains(feedback.Warnings, warning => warning.Contains("blind recipient", StringComparison.Ordinal));
    }

    [Fact]
    public void WhatIf_OfASignedMail_SaysSo()
    {
        using var mailer = Mailer.For(new SmtpAsset { Server = "localhost", SigningCertificate = _ann });
        Assert.Contains("bytes, signed, encrypted)", mailer.Prepare(Request(SmimeMail.Encrypting(_authority.Issue("bob@example.org")))).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_OfASignedAndEncryptedMail_StayNowhere()
    {
        const string Canary = "Pl4nted-P4ssphrase";
        var key = _openSsl.Write("key.pfx", _authority.Pkcs12(_ann, Canary));
        var outbox = Path.Combine(_openSsl.Folder, "outbox");
        await using var server = Start();
        using var mailer = Mailer.For(server);
        mailer.Options.Outbox = outbox;
        var protection = SmimeMail.Encrypting(_authority.Issue("bob@example.org"));
        protection.SigningCertificate = new CertificateSource { Path = key, Password = TestSecrets.Of(Canary) };
        var temporary = Files(Path.GetTempPath());

        var outcome = await mailer.SendAsync(Request(protection));
        protection.SigningCertificate = new CertificateSource { Path = key, Password = TestSecrets.Of(Canary + "!") };
        var wrong = await mailer.SendAsync(Request(protection));

        Assert.Equal("SigningPasswordWrong", wrong.Error!.ErrorId);
        List<byte[]> planted = [Encoding.UTF8.GetBytes(Canary), _ann.GetRSAPrivateKey()!.ExportParameters(true).D![..32], Encoding.UTF8.GetBytes("A line")];
        string said = string.Join("\n", [outcome.Result.ToJson(), wrong.Result.ToJson(), wrong.Error.ToString(), .. mailer.Feedback.Warnings, .. mailer.Feedback.Details]);
        IEnumerable<byte[]> all = Directory.GetFiles(outbox, "*", SearchOption.AllDirectories).Where(path => !path.EndsWith(".lock", StringComparison.Ordinal)).Select(File.ReadAllBytes)
            .Concat(server.Messages.Select(message => message.Data))
            .Append(Encoding.UTF8.GetBytes(said));
        Assert.All(all, bytes => Assert.All(planted.Take(2), secret => Assert.True(bytes.AsSpan().IndexOf(secret) < 0)));
        Assert.All(server.Messages, message => Assert.True(message.Data.AsSpan().IndexOf(planted[2]) < 0));
        Assert.DoesNotContain(Files(Path.GetTempPath()).Except(temporary), name => name.Contains("smtpsoar", StringComparison.OrdinalIgnoreCase) && name.EndsWith(".pfx", StringComparison.Ordinal));
    }

    [Fact]
    public void LargeFile_SignedAndEncrypted_TakesLittleMemory()
    {
        const int Large = 64 * 1024 * 1024;
        var file = _files.Add("large.bin", new byte[Large]);
        var request = SmimeMail.Request(SmimeMail.Encrypting(_authority.Issue("bob@example.org"), _ann));
        request.Protection!.SigningCertificate = SmimeMail.Source(_ann);
        request.Attachments = [file];

        var before = GC.GetAllocatedBytesForCurrentThread();
        var message = SmimeMail.Compose(request);
        message.Image.WriteTo(Stream.Null, CancellationToken.None);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(message.Image.Size > Large);
        Assert.InRange(allocated, 0, 16 * 1024 * 1024);
    }

    private static HashSet<string> Files(string folder) => [.. Directory.GetFiles(folder)];

    private static SmtpTestServer Start(bool isOld = false) =>
        SmtpTestServer.Start(isOld ? new ServerOptions { Extensions = SevenBitOnly } : new ServerOptions());

    private Mailer Sender(SmtpTestServer server) => Mailer.For(server, asset => asset.SigningCertificate = _ann);

    private async Task<RecordingFeedback> ExportAsync(string path, MailFileFormat format, MailRequest request)
    {
        var feedback = new RecordingFeedback();
        var asset = TestMail.Asset;
        asset.SigningCertificate = _ann;
        var export = new MailExport(asset, feedback);
        await export.WriteAsync(export.Prepare(request, CancellationToken.None), format, path, overwrite: false, CancellationToken.None);
        return feedback;
    }

    private EmailRequest Request(MailProtection? protection = null)
    {
        var request = SmimeMail.Request(protection);
        request.Attachments = [_files.Add("empty.bin", ""), _files.Add("inner.eml", "From: a@example.org\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nGrüße  \r\n.\r\nFrom\r\n")];
        return request;
    }

    private void AssertValid(byte[] mail)
    {
        var (isValid, said) = _openSsl.Verify(mail, _authority.Root, _authority.Intermediate);
        Assert.True(isValid, said);
    }
}
