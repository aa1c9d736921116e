using System;
using System.Threading;
using SmtpSoar.Core;
using SmtpSoar.Core.Composition;
using SmtpSoar.Core.Preview;
using SmtpSoar.Tests.Delivery;
using Xunit;

namespace SmtpSoar.Tests.Composition;

/// <summary>The one door through which requests become messages.</summary>
public sealed class MessageFactoryTests : IDisposable
{
    private readonly TestFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Warnings_OfAMail_AreToldOnceWhoeverPreparesIt()
    {
        var asset = TestMail.Asset;
        var request = TestMail.Html("<p><script>x()</script>Hello</p>");
        request.Sanitize = true;
        request.Attachments = [_files.Add("logo.png", "x", "unused")];
        var (sending, exporting) = (new RecordingFeedback(), new RecordingFeedback());

        using (var service = new MailService(new MailServiceOptions(asset, sending)))
            service.Prepare(request, CancellationToken.None);
        new MailExport(asset, exporting).Prepare(request, CancellationToken.None);

        Assert.Single(sending.Warnings);
        Assert.Single(sending.Details);
        Assert.Equal(sending.Warnings, exporting.Warnings);
        Assert.Equal(sending.Details, exporting.Details);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void File_OfAMail_IsReadAtOnceWhereTheCallerMayWriteItAnew(bool buffers)
    {
        var request = TestMail.Text();
        request.Attachments = [_files.Add("small.bin", new byte[100_000])];

        var factory = new MessageFactory(TestMail.Asset, TimeProvider.System) { BuffersFiles = buffers };
        var message = factory.Create(request, CancellationToken.None);

        Assert.Equal(buffers, message.Image.IsBuffered);
    }

    [Fact]
    public void Sender_ThatTheAssetChanges_IsThatOfTheNextMail()
    {
        var asset = TestMail.Asset;
        var factory = new MessageFactory(asset, TimeProvider.System);
        var first = factory.Create(TestMail.Text(), CancellationToken.None);

        asset.SenderAddress = "Other <other@example.org>";
        var second = factory.Create(TestMail.Text(), CancellationToken.None);

        Assert.Equal(("asset@example.org", "other@example.org"), (first.Sender.Text, second.Sender.Text));
        Assert.Equal("From: Other <other@example.org>", TestMail.Field(TestMail.Wire(second), "From"));
    }

    [Fact]
    public void Request_OfAnUnknownKind_IsAFaultOfTheProgram() =>
        Assert.Throws<NotSupportedException>(() =>
            new MessageFactory(TestMail.Asset, TimeProvider.System).Create(new Other(), CancellationToken.None));

    private sealed class Other : MailRequest
    {
        public override string Action => "other";
    }
}
