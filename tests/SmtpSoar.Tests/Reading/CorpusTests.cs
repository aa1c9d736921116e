using System;
using System.IO;
using System.Linq;
using System.Threading;
using SmtpSoar.Core.Reading;
using Xunit;

namespace SmtpSoar.Tests.Reading;

/// <summary>
/// Mails of a public collection, many of them odd or broken: those of the Ruby library Mail (its license lies beside them), or of the folder that the
/// variable SMTPSOAR_CORPUS names.
/// </summary>
public sealed class CorpusTests
{
    private static readonly string Folder = Environment.GetEnvironmentVariable("SMTPSOAR_CORPUS") is { Length: > 0 } other
        ? other
        : Path.Combine(AppContext.BaseDirectory, "Data", "corpus");

    [Fact]
    public void Mails_OfAPublicCollection_AreReadWithAllThatIsInThem()
    {
        var files = Directory.GetFiles(Folder, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != "LICENSE").ToList();
        var import = new MailImport(new MailImportOptions());

        foreach (var file in files)
            Look(import.FromFile(file, CancellationToken.None), file);

        Assert.InRange(files.Count, 100, int.MaxValue);
    }

    [Fact]
    public void Mails_OfAPublicCollection_AreSentRawOrRefusedByName()
    {
        foreach (var file in Directory.GetFiles(Folder, "*.eml", SearchOption.AllDirectories))
        {
            try
            {
                Raw.RawTestMessages.Wire(Raw.RawTestMessages.FromFile(file));
            }
            catch (SmtpSoarException refusal)
            {
                Assert.StartsWith("Raw", refusal.ErrorId, StringComparison.Ordinal);
            }
        }
    }

    private static void Look(SoarEmail mail, string file)
    {
        Assert.True(mail.Structure.Length > 0, file);
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
}
