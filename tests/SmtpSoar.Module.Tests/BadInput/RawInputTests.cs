using System;
using System.IO;
using System.Linq;
using SmtpSoar.Module.Tests.Hosting;
using Xunit;

namespace SmtpSoar.Module.Tests.BadInput;

public sealed class RawInputTests : BadInputTest
{
    [Theory]
    [InlineData("", "RawEmailEmpty")]
    [InlineData(null, "RawEmailEmpty")]
    [InlineData("\r\n\r\n", "RawEmailEmpty")]
    [InlineData("From: a@example.org\nTo: b@example.org\n", "RawHeaderEndMissing")]
    [InlineData("no field\n\nx", "RawFieldInvalid")]
    [InlineData("From: a@example.org\nno field\nTo: b@example.org\n\nx", "RawFieldInvalid")]
    [InlineData("From a@example.org\nTo: b@example.org\n\nx", "RawSenderMissing")]
    [InlineData("To: b@example.org\n\nx", "RawSenderMissing")]
    [InlineData("From:\nTo: b@example.org\n\nx", "RawSenderMissing")]
    [InlineData("From: a@example.org\n\nx", "RawRecipientMissing")]
    [InlineData("From: a@example.org\nTo: group:;\n\nx", "RawRecipientMissing")]
    [InlineData("From: nobody\nTo: b@example.org\n\nx", "AddressInvalid")]
    [InlineData("From: a@example.org\nTo: nobody\n\nx", "AddressInvalid")]
    [InlineData("From: a@example.org\nTo: b@example.org\nSubject: nul\0\n\nx", "RawNulFound")]
    [InlineData("From: a@example.org\nTo: b@example.org\n\nnul\0", "RawNulFound")]
    [InlineData("From: a@example.org\nTo: b@example.org\n\n\\ud83d", "RawTextInvalid")]
    [InlineData("From: a@example.org\nTo: b@example.org\nContent-Type: text/plain; charset=nonsense\n\nü", "RawCharsetUnknown")]
    [InlineData("From: a@example.org\nTo: b@example.org\nContent-Transfer-Encoding: base64\n\nü", "RawTransferEncodingContradicts")]
    public void RawEmail_ThatCantBeSent_IsRefused(string? raw, string errorId) => Refused(errorId, "Send-SoarRawEmail $raw -Asset $asset", ("raw", Escaped.Text(raw)));

    [Theory]
    [InlineData("-Path $folder/missing.eml", "RawFileMissing")]
    [InlineData("-Path $folder/none*.eml", "RawFileMissing")]
    [InlineData("-LiteralPath $folder/missing.eml", "RawFileMissing")]
    [InlineData("-Path nodrive:/a.eml", "PathInvalid")]
    [InlineData("-LiteralPath 'env:PATH'", "PathInvalid")]
    [InlineData("-Path $folder", "RawFileIsFolder")]
    [InlineData("-Path $folder/empty.eml", "RawEmailEmpty")]
    [InlineData("-Path $folder/utf16.eml", "RawTextUtf16")]
    public void Path_ThatCantBeSent_IsRefused(string parameters, string errorId)
    {
        Folder.Write("empty.eml", "");
        File.WriteAllText(Folder["utf16.eml"], "From: a@example.org\r\nTo: b@example.org\r\n\r\nx", System.Text.Encoding.Unicode);
        Refused(errorId, "Send-SoarRawEmail -Asset $asset " + parameters);
    }

    [Theory]
    [InlineData("-EnvelopeFrom nobody", "AddressInvalid")]
    [InlineData("-EnvelopeTo nobody", "AddressInvalid")]
    [InlineData("-EnvelopeTo \"b@example.org`r`nDATA\"", "AddressLineBreak")]
    [InlineData("-EnvelopeFrom \"b@example.org`r`nDATA\"", "AddressLineBreak")]
    public void Envelope_ThatDoesNotParse_IsRefused(string parameters, string errorId) =>
        Refused(errorId, "Send-SoarRawEmail 'From: a@example.org\\nTo: b@example.org\\n\\nx' -Asset $asset " + parameters);

    [Fact]
    public void Files_OneMissingBetweenTwoGoodOnes_StopsNeither()
    {
        Folder.Write("a.eml", "From: s@example.org\r\nTo: a@example.org\r\n\r\nx\r\n");

        var results = Engine.Run("Send-SoarRawEmail -Path $folder/a.eml, nodrive:/b.eml, $folder/c.eml, $folder/a.eml -Asset $asset");

        Assert.Equal("success failed failed success", string.Join(' ', results.Select(result => (string)((dynamic)result).Status)));
        Assert.Equal(2, Server.Messages.Count);
    }

    [Fact]
    public void LongLine_InRawMail_GoesAsItIsWithAWarning()
    {
        var line = new string('x', 2000);
        var message = Sent("Send-SoarRawEmail $raw -Asset $asset", ("raw", $"From: a@example.org\nTo: b@example.org\n\n{line}\n"));
        Assert.Contains(line, message.Text, StringComparison.Ordinal);
        Assert.Contains("over 998 characters, the longest with 2000", Assert.Single(Engine.Streams.Warning).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Send-SoarRawEmail $raw -Asset $asset")]
    [InlineData("Send-SoarRawEmail ($raw.Trim() -replace \"`n\", '\\n') -Asset $asset")]
    [InlineData("Send-SoarRawEmail -Path $folder/mbox.eml -Asset $asset")]
    [InlineData("[IO.FileInfo]\"$folder/mbox.eml\" | Send-SoarRawEmail -Asset $asset")]
    public void MailboxLine_BeforeAMail_StaysBehindWithAWarning(string script)
    {
        const string Raw = "From a@example.org Sat Nov 28 10:11:12 2026\nFrom: a@example.org\nTo: b@example.org\n\nx\n";
        Folder.Write("mbox.eml", Raw);

        var message = Sent(script, ("raw", Raw));

        Assert.Equal("From: a@example.org\r\nTo: b@example.org\r\n\r\nx\r\n", message.Text);
        Assert.Contains("a line of a mailbox file, 'From a@example.org Sat Nov 28", Assert.Single(Engine.Streams.Warning).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MailboxLine_BeforeAnAttachedMail_StaysBehindWithAWarning()
    {
        Folder.Write("mbox.eml", "From a@example.org Sat Nov 28 10:11:12 2026\nFrom: a@example.org\n\nx\n");

        var message = Sent("Send-SoarEmail b@example.org s b -Attachments $folder/mbox.eml -From a@example.org -Asset $asset");

        Assert.Contains("\r\n\r\nFrom: a@example.org\r\n\r\nx\r\n", message.Text, StringComparison.Ordinal);
        Assert.Contains("The attachment 'mbox.eml' begins with", Assert.Single(Engine.Streams.Warning).Message, StringComparison.Ordinal);
    }
}
