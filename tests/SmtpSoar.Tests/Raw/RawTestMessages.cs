using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using MimeKit;
using SmtpSoar.Core.Composition;
using SmtpSoar.Core.Composition.Rendering;
using SmtpSoar.Core.Raw;
using Xunit;

namespace SmtpSoar.Tests.Raw;

/// <summary>What the tests of raw mail have in common.</summary>
internal static class RawTestMessages
{
    /// <summary>The bytes that go out.</summary>
    public static byte[] Wire(RawMessage message)
    {
        var rendered = Render(message);
        using var target = new MemoryStream();
        rendered.WriteTo(target, CancellationToken.None);
        Assert.Equal(rendered.Size, target.Length);
        return target.ToArray();
    }

    /// <summary>The message as each way out takes it.</summary>
    public static RenderedMessage Render(RawMessage message) => RawComposer.Render(message);

    public static string WireText(RawMessage message) => Encoding.UTF8.GetString(Wire(message));

    public static string FromText(string text) => WireText(RawMessageReader.FromText(text));

    public static RawMessage FromFile(string path) => FromFile(path, CancellationToken.None);

    public static RawMessage FromFile(string path, CancellationToken cancellationToken) =>
        RawMessageReader.FromFile(RawMessageReader.TakeFile(path, cancellationToken), cancellationToken);

    public static SmtpSoarException Refused(string errorId, string text) =>
        Refused(errorId, () => RawMessageReader.FromText(text));

    public static SmtpSoarException Refused(string errorId, System.Func<object> read)
    {
        var exception = Assert.Throws<SmtpSoarException>(read);
        Assert.Equal(errorId, exception.ErrorId);
        return exception;
    }

    public static string[] Addresses(IEnumerable<string> values) => values
        .SelectMany(value => InternetAddressList.Parse(value).Mailboxes)
        .Select(mailbox => mailbox.Address)
        .ToArray();
}
