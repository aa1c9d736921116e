using MailKit.Net.Smtp;

namespace SmtpSoar.Core.Smtp.Transaction;

/// <summary>A reply as it came: the code, and the lines' text with a line feed between.</summary>
internal readonly struct ServerReply(int code, string text)
{
    public int Code => code;

    public string Text => text;

    /// <summary>Whether all is well: the first digit decides (RFC 5321, section 4.3.2).</summary>
    public bool IsSuccess => code is >= 200 and < 300;

    /// <summary>Whether the server waits for the message.</summary>
    public bool IsIntermediate => code is >= 300 and < 400;

    /// <summary>The exception that this reply is the reason of.</summary>
    public SmtpCommandException ToException(SmtpErrorCode error) => new(error, (SmtpStatusCode)code, text);
}
