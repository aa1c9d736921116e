using System;
using System.Globalization;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Composition.Rendering;
using SmtpSoar.Core.Assets.Login;
using SmtpSoar.Core.Transport;
using SmtpSoar.Core.WebApi;

namespace SmtpSoar.Core.Gmail;

/// <summary>Sends by Gmail's API: the message itself, by a resumable upload.</summary>
/// <remarks>developers.google.com/gmail/api/guides/uploads and /sending, read 2026-11-28.</remarks>
internal sealed class GmailTransport(TransportContext context) : ApiTransport(context, OAuthSettings.Of(context.Asset), GmailFailures.Name)
{
    /// <summary>The largest message that Gmail takes.</summary>
    internal const long MaxSize = 35 * 1024 * 1024;

    /// <summary>The failures of a message.</summary>
    internal GmailFailures FailuresOf(long size) => new(Client.Settings.Username, size, Client.Secrets.Hide);

    protected override async Task<string> DeliverAsync(OutboundMessage message, SendGate gate, CancellationToken cancellationToken)
    {
        var image = ApiMessage.WithBlindRecipients(message.Message);
        image.CheckLines(cancellationToken);
        if (image.Size > MaxSize)
            throw Errors.MessageTooLarge.With(image.Size, GmailFailures.Name, MaxSize);
        var failures = FailuresOf(image.Size);
        var session = await OpenAsync(image, failures, cancellationToken).ConfigureAwait(false);
        using var upload = new GmailUpload(Client, failures, session, image.Size, gate);
        await image.WriteToAsync(upload, cancellationToken).ConfigureAwait(false);
        return Messages.AcceptedByGmail(upload.Accepted!.Status, upload.Accepted.Text("id")!);
    }

    private async Task<Uri> OpenAsync(RenderedMessage image, GmailFailures failures, CancellationToken cancellationToken)
    {
        var address = new Uri(Client.Root, "upload/gmail/v1/users/me/messages/send?uploadType=resumable");
        var answer = await Client.AskAsync(Create, null, cancellationToken).ConfigureAwait(false);
        if (answer.Status != 200)
            throw failures.Of(answer, isSent: false);
        return Uri.TryCreate(answer.Header("Location"), UriKind.Absolute, out var session) && ApiClient.IsSafe(session)
            ? session
            : throw Errors.ApiAnswerInvalid.With(GmailFailures.Name, "it gave no address for the upload, or one that is not encrypted");

        HttpRequestMessage Create()
        {
            var request =
                new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
            request.Headers.Add("X-Upload-Content-Type", "message/rfc822");
            request.Headers.Add("X-Upload-Content-Length", image.Size.ToString(CultureInfo.InvariantCulture));
            return request;
        }
    }
}
