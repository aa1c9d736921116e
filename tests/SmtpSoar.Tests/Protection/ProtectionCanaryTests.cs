using System;
using System.Collections.Concurrent;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core;
using SmtpSoar.Core.Preview;
using SmtpSoar.TestServer;
using SmtpSoar.Tests.Delivery;
using SmtpSoar.Tests.OpenPgp;
using SmtpSoar.Tests.Reading;
using SmtpSoar.Tests.Smime;
using Xunit;

namespace SmtpSoar.Tests.Protection;

/// <summary>No private key, password, passphrase or content's key is in anything that is said, sent or written, whether all goes well or not.</summary>
[Collection(nameof(GpgTests))]
public sealed class ProtectionCanaryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryFolder _temporary = new();
    private readonly ProtectedMails _mails = new(passphrase: GpgHome.Passphrase);
    private readonly PlantedSecrets _secrets;
    private readonly string? _before = Environment.GetEnvironmentVariable("TMPDIR");

    public ProtectionCanaryTests()
    {
        _secrets = new PlantedSecrets(_mails);
        Environment.SetEnvironmentVariable("TMPDIR", _temporary.Path);
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("TMPDIR", _before);
        _mails.Dispose();
        _temporary.Dispose();
        _folder.Dispose();
    }

    [ToolFact("openssl", "gpg")]
    public async Task Secrets_OfMailsOfEachKind_AreInNothingThatIsWritten()
    {
        var made = new ConcurrentBag<string>();
        using var watcher = new FileSystemWatcher(_temporary.Path) { IncludeSubdirectories = true, EnableRaisingEvents = true };
        watcher.Created += (_, file) => made.Add(file.FullPath);
        var script = new Script().On(Step.Mail, Reply.Of("451 4.3.0 later")).When(context => context.MessageNumber == 2);
        await using var server = SmtpTestServer.Start(new ServerOptions { Script = script });

        foreach (var kind in ProtectedMails.Kinds)
            await SendAsync(server, kind);

        Assert.All(server.Messages, message => _secrets.AssertAbsent(message.Data, "a mail"));
        foreach (var file in Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
            _secrets.AssertAbsent(File.ReadAllBytes(file), file);
        Assert.Empty(made);
        Assert.Equal(10, _secrets.Count);
    }

    [ToolTheory("gpg")]
    [InlineData("smime-detached", "SigningPasswordWrong")]
    [InlineData("pgp-signed", "PgpPassphraseWrong")]
    public async Task Secrets_OfAMailThatCannotBeSigned_AreInNoError(string kind, string errorId)
    {
        await using var server = SmtpTestServer.Start();
        using var mailer = Mailer.For(server, asset => ProtectedMails.Protect(asset, kind));
        var request = _mails.Request(kind);
        if (request.Protection!.PgpKey is not null)
            request.Protection.PgpPassphrase = GpgHome.Secret(GpgHome.Passphrase + "!");
        else
            request.Protection.SigningCertificate!.Password = TestSecrets.Of(ProtectedMails.Password + "!");

        var outcome = await mailer.SendAsync(request);

        Assert.Equal(errorId, outcome.Error?.ErrorId);
        AssertSaysNothing(mailer, outcome);
    }

    // One that goes, one that is kept, and a page of it.
    private async Task SendAsync(SmtpTestServer server, string kind)
    {
        using var mailer = Mailer.For(server, asset => ProtectedMails.Protect(asset, kind));
        mailer.Options.Outbox = Path.Combine(_folder.Path, "outbox");
        mailer.Options.ProtocolLog = Path.Combine(_folder.Path, kind + ".log");
        AssertSaysNothing(mailer, await mailer.SendAsync(_mails.Request(kind)));
        AssertSaysNothing(mailer, await mailer.SendAsync(_mails.Request(kind)));
        if (kind.EndsWith("-encrypted", StringComparison.Ordinal))
            _secrets.AddContentKey(_mails, kind, server.Messages[^1].Data);
        var feedback = new RecordingFeedback();
        var export = new MailExport(mailer.Asset, feedback);
        var prepared = export.Prepare(_mails.Request(kind), CancellationToken.None);
        foreach (var format in Enum.GetValues<MailFileFormat>())
            await export.WriteAsync(prepared, format, Path.Combine(_folder.Path, $"{kind}.{format}"), overwrite: false, CancellationToken.None);
        _secrets.AssertAbsent(Encoding.UTF8.GetBytes(string.Join("\n", feedback.Details.Concat(feedback.Warnings))), "what is said");
    }

    private void AssertSaysNothing(Mailer mailer, MailOutcome outcome)
    {
        string[] said = [outcome.Result.ToJson(), outcome.Result.ToString()!, outcome.Error?.ToString() ?? "", .. mailer.Feedback.Details, .. mailer.Feedback.Warnings];
        _secrets.AssertAbsent(Encoding.UTF8.GetBytes(string.Join("\n", said)), "what is said");
    }
}
