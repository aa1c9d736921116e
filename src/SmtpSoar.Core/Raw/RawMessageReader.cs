using System;
using System.Threading;
using SmtpSoar.Core.Files.User;
using SmtpSoar.Core.Raw.Text;

namespace SmtpSoar.Core.Raw;

/// <summary>Reads finished messages, and refuses what can't be sent as one.</summary>
internal static class RawMessageReader
{
    /// <summary>Reads a message that a person or a playbook gives as text.</summary>
    public static RawMessage FromText(string text)
    {
        var bytes = ByteText.Encode(RawText.Prepare(text), RawSource.Text);
        var given = HeaderBlockParser.Parse(bytes, isWhole: true, RawSource.Text, out var bodyStart);
        var (header, body) = TextLabel.Apply(given, bytes.AsSpan(bodyStart).ToArray());
        return RawMessageBuilder.Build(header, new MemoryBody(body), RawSource.Text, CancellationToken.None);
    }

    /// <summary>Reads a mail of Import-SoarEmail. Its bytes are never changed, nor is a large one held in memory.</summary>
    public static RawMessage FromContent(IMailContent content, CancellationToken cancellationToken)
    {
        if (content.Length == 0)
            throw Errors.RawEmailEmpty.With(RawSource.Mail);
        var bytes = Start(content, cancellationToken);
        var isWhole = bytes.Length == content.Length;
        var header = HeaderBlockParser.Parse(bytes, isWhole, RawSource.Mail, out var bodyStart);
        RawBody body = isWhole ? new MemoryBody(bytes.AsSpan(bodyStart).ToArray()) : new ImportedBody(content, bodyStart);
        return RawMessageBuilder.Build(header, body, RawSource.Mail, cancellationToken);
    }

    /// <summary>Takes a message file. One that is no longer than a header may be is held in memory: all of it must be read now.</summary>
    public static UserFile TakeFile(string path, CancellationToken cancellationToken) =>
        UserFile.Take(path, path, UserFileErrors.Message, HeaderBlockParser.MaxLength, cancellationToken);

    /// <summary>Reads a message file. Its bytes are never changed, nor is a large one held in memory.</summary>
    public static RawMessage FromFile(UserFile file, CancellationToken cancellationToken)
    {
        var start = FileStart.Read(file, cancellationToken);
        var header = HeaderBlockParser.Parse(start.Bytes.Span, start.IsWholeFile, RawSource.File(file.Path), out var bodyStart);
        var body = new FileBody(file, start.Offset + bodyStart);
        return RawMessageBuilder.Build(header, body, RawSource.File(file.Path), cancellationToken);
    }

    private static byte[] Start(IMailContent content, CancellationToken cancellationToken)
    {
        using var stream = content.Open(cancellationToken);
        var bytes = new byte[(int)Math.Min(content.Length, HeaderBlockParser.MaxLength)];
        var count = UserFile.Fill(stream, bytes, bytes.Length);
        return count == bytes.Length ? bytes : throw Errors.AttachmentContentGone.With(RawSource.Mail);
    }
}

/// <summary>The source of a raw message, as the subject of the sentences of its errors.</summary>
internal static class RawSource
{
    public const string Text = "The raw email";
    public const string Mail = "The mail";

    public static string File(string path) => $"The file '{path}'";
}
