using System;
using System.IO;
using System.Text;
using System.Threading;
using SmtpSoar.Core.Files.User;
using SmtpSoar.Core.NameService;
using SmtpSoar.Core.Raw;
using SmtpSoar.Core.Raw.Text;
using SmtpSoar.Core.Reading.Content;
using SmtpSoar.Core.Reading.Parsing;

namespace SmtpSoar.Core.Reading;

/// <summary>Reads mails: parts, texts, digests of attachments. Content never makes it fail: a mail's faults are in its warnings.</summary>
public sealed class MailImport
{
    private const int HeldBytes = 1024 * 1024;
    private const int StartBytes = 64 * 1024;

    private readonly MailImportOptions _options;
    private readonly ReadLimits _limits;
    private readonly TimeProvider _clock;
    private IDnsResolver? _resolver;
    private OpenedKeys? _keys;

    /// <summary>Reads mails as a command wants them.</summary>
    public MailImport(MailImportOptions options)
        : this(options, ReadLimits.Default, TimeProvider.System)
    {
    }

    internal MailImport(
        MailImportOptions options,
        ReadLimits limits,
        TimeProvider clock,
        IDnsResolver? resolver = null) =>
        (_options, _limits, _clock, _resolver) = (options, limits, clock, resolver);

    /// <summary>Reads the keys, so that a wrong one is known before the first mail.</summary>
    /// <param name="stop">Ends each wait for the file system.</param>
    /// <exception cref="SmtpSoarException">A key can't be read.</exception>
    public void OpenKeys(CancellationToken stop)
    {
        if (_options.DnsServer is { } server)
            DnsServerAddress.Parse(server);
        if (_options.OpensProtection)
            _keys ??= OpenedKeys.Read(_options, stop);
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">Its full path.</param>
    /// <param name="stop">Ends each wait for the file system.</param>
    /// <exception cref="SmtpSoarException">The file can't be read, or changes meanwhile.</exception>
    public SoarEmail FromFile(string path, CancellationToken stop)
    {
        var file = UserFile.Take(path, path, UserFileErrors.ImportedMail, HeldBytes, stop);
        var context = new ReadContext(_limits, stop);
        var email = Read(Unmarked(file, context), context);
        email.Source = path;
        return email;
    }

    /// <summary>Reads a mail that is given as text.</summary>
    /// <param name="text">The mail. Without a real line break in it, <c>\n</c> is read as one, as Send-SoarRawEmail does.</param>
    /// <param name="stop">Stops it.</param>
    public SoarEmail FromText(string text, CancellationToken stop)
    {
        var context = new ReadContext(_limits, stop);
        return Read(Encoding.UTF8.GetBytes(Prepared(text)), 0, context);
    }

    private static string Prepared(string text)
    {
        try
        {
            return RawText.Prepare(text);
        }
        catch (SmtpSoarException)
        {
            return text;
        }
    }

    private Sized Unmarked(UserFile file, ReadContext context)
    {
        var start = file.ReadStart(StartBytes, context.Stop).Span;
        if (start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || start.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return Utf16(file, context);
        var offset = start.StartsWith("\uFEFF"u8) ? "\uFEFF"u8.Length : 0;
        offset += MailboxLines(start.Slice(offset), context);
        return new Sized(new FileContent(file).Slice(offset, file.Length - offset), file.Length - offset);
    }

    // As Out-File of Windows PowerShell writes it.
    private Sized Utf16(UserFile file, ReadContext context)
    {
        context.Warn(ReadMessages.Utf16);
        using var stream = new BoundedStream(file.Open(0, context.Stop), _limits.MaxTextBytes);
        using var reader = new StreamReader(stream, Encoding.Unicode, detectEncodingFromByteOrderMarks: true);
        return Of(Encoding.UTF8.GetBytes(reader.ReadToEnd()), 0);
    }

    private static int MailboxLines(ReadOnlySpan<byte> start, ReadContext context)
    {
        var cursor = new LineCursor(start);
        if (MailboxLine.Skip(ref cursor) is not null)
            context.Warn(ReadMessages.MailboxLine);
        return cursor.Position;
    }

    private SoarEmail Read(byte[] bytes, int offset, ReadContext context) => Read(Of(bytes, offset), context);

    private static Sized Of(byte[] bytes, int offset) =>
        new(new MemoryContent(bytes).Slice(offset, bytes.Length - offset), bytes.Length - offset);

    private SoarEmail Read(Sized mail, ReadContext context)
    {
        if (mail.Length == 0)
            context.Warn(ReadMessages.Empty);
        var root = mail.Length == 0 ? null : PartReader.ReadMessage(mail.Content, null, context);
        if (root is { Headers.Count: 0 })
            context.Warn(ReadMessages.HeaderMissing);
        if (root is not null && _options.OpensProtection)
            OpenProtection(root, context);
        var email = root is null ? new SoarEmail() : new EmailBuilder(context).Build(root);
        email.Size = mail.Length;
        email.Content = new AttachedContent(mail.Content, mail.Length, null);
        email.Warnings = [.. context.Warnings];
        return email;
    }

    // The libraries for it are loaded with this method.
    private void OpenProtection(MailPart root, ReadContext context)
    {
        OpenKeys(context.Stop);
        new ProtectionReader(_keys!, _options.Verify, Verifier(context), _clock, context).Open(root);
    }

    private Dkim.DkimVerifier Verifier(ReadContext context) =>
        new(_resolver ??= new DnsResolver(_options.DnsServer is { } server ? DnsServerAddress.Parse(server) : null), _clock, context);

    private sealed record Sized(MailContent Content, long Length);
}
