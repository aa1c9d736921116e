using System;
using System.IO;
using System.Threading;
using SmtpSoar.Core.Reading;
using SmtpSoar.Tests.Raw;
using Xunit;
using Xunit.Sdk;

namespace SmtpSoar.Tests.Reading;

/// <summary>
/// Mails of a public collection, many of them odd or broken: those that Python tests its own reader with, which tests/servers/install.sh
/// fetches, or those of the folder that the variable SMTPSOAR_CORPUS names.
/// </summary>
public sealed class CorpusTests
{
    private static readonly string Folder = Environment.GetEnvironmentVariable("SMTPSOAR_CORPUS") is { Length: > 0 } other
        ? other
        : Path.Combine(Repository.Root, "tests", "servers", ".cache", "mails");

    private static string[] Files => Directory.GetFiles(Folder, "msg_*", SearchOption.AllDirectories);

    [CorpusFact]
    public void Mails_OfAPublicCollection_AreReadWithAllThatIsInThem()
    {
        var files = Files;
        var import = new MailImport(new MailImportOptions());

        foreach (var file in files)
            Look(import.FromFile(file, CancellationToken.None), file);

        Assert.InRange(files.Length, 40, int.MaxValue);
    }

    [CorpusFact]
    public void Mails_OfAPublicCollection_AreSentRawOrRefusedByName()
    {
        foreach (var file in Files)
        {
            try
            {
                RawTestMessages.Wire(RawTestMessages.FromFile(file));
            }
            catch (SmtpSoarException refusal)
            {
                Assert.StartsWith("Raw", refusal.ErrorId, StringComparison.Ordinal);
            }
        }
    }

    private static void Look(SoarEmail mail, string file)
    {
        Assert.True(mail.Structure.Length > 0 || mail.Warnings.Count > 0, file);
        Assert.DoesNotContain('\0', mail.Structure);
        foreach (var attachment in mail.Attachments)
        {
            if (attachment.Email is { } inner)
                Look(inner, file);
            if (attachment.Content is not { } content)
                continue;
            using var stream = content.Open(CancellationToken.None);
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            Assert.True(copy.Length == attachment.Size, $"{file}: {attachment.Name}");
        }
    }

    /// <summary>A test of the collection, which is left out where it is not there. In CI it then fails.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    [XunitTestCaseDiscoverer("SmtpSoar.Shared.Tests.LeftOutFactDiscoverer", "SmtpSoar.Tests")]
    private sealed class CorpusFactAttribute : FactAttribute
    {
        public CorpusFactAttribute() =>
            Skip = Directory.Exists(Folder) || Environment.GetEnvironmentVariable("CI") == "true"
                ? null
                : "No collection of mails: tests/servers/install.sh installs it.";
    }
}
