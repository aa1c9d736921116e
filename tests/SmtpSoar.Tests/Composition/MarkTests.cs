using System;
using System.Linq;
using MimeKit;
using Xunit;

namespace SmtpSoar.Tests.Composition;

/// <summary>What a message asks of its readers: priority, read receipt, delivery notification.</summary>
public sealed class MarkTests
{
    [Theory]
    [InlineData(MailPriority.High, "urgent", "high", "1")]
    [InlineData(MailPriority.Low, "non-urgent", "low", "5")]
    [InlineData(MailPriority.Normal, null, null, null)]
    public void Compose_Priority_IsSaidInAllThreeFields(MailPriority priority, string? word, string? importance, string? number)
    {
        var request = TestMail.Text();
        request.Priority = priority;
        var read = TestMail.Read(request);

        Assert.Equal(word, read.Headers[HeaderId.Priority]);
        Assert.Equal(importance, read.Headers[HeaderId.Importance]);
        Assert.Equal(number, read.Headers[HeaderId.XPriority]?.Split(' ')[0]);
    }

    [Fact]
    public void Compose_PriorityInHeaders_WinsAndStandsOnce()
    {
        var request = TestMail.Text();
        request.Priority = MailPriority.High;
        request.Headers = [new HeaderField("X-PRIORITY", "3"), new HeaderField("importance", "normal")];

        var read = TestMail.Read(request);

        Assert.Equal(["3"], read.Headers.Where(header => header.Id == HeaderId.XPriority).Select(header => header.Value));
        Assert.Equal(["normal"], read.Headers.Where(header => header.Id == HeaderId.Importance).Select(header => header.Value));
    }

    [Theory]
    [InlineData("Jürgen <j@example.org>, k@example.org", "=?utf-8?Q?J=C3=BCrgen?= <j@example.org>,\r\n k@example.org")]
    [InlineData("a@bücher.example", "a@xn--bcher-kva.example")]
    public void Compose_ReadReceipt_IsAsked(string given, string written)
    {
        var request = TestMail.Text();
        request.ReadReceiptTo = [given];

        Assert.Equal($"Disposition-Notification-To: {written}", TestMail.Field(TestMail.Wire(TestMail.Compose(request)), "Disposition-Notification-To"));
    }

    [Fact]
    public void Compose_ReadReceiptInHeaders_WinsAndStandsOnce()
    {
        var request = TestMail.Text();
        request.ReadReceiptTo = ["parameter@example.org"];
        request.Headers = [new HeaderField("disposition-notification-to", "header@example.org")];

        var fields = TestMail.Read(request).Headers.Where(header => header.Id == HeaderId.DispositionNotificationTo);

        Assert.Equal(["header@example.org"], fields.Select(header => header.Value));
    }

    [Fact]
    public void Compose_ManyReadReceipts_AreFolded()
    {
        var request = TestMail.Text();
        request.ReadReceiptTo = [.. Enumerable.Range(0, 100).Select(number => $"Ünï {number} <a{number}@example.org>")];

        Assert.Equal(100, InternetAddressList.Parse(TestMail.Read(request).Headers[HeaderId.DispositionNotificationTo]!).Count);
    }

    [Theory]
    [InlineData(DeliveryNotification.Never | DeliveryNotification.Success)]
    [InlineData(DeliveryNotification.Never | DeliveryNotification.Delay)]
    public void Compose_NeverWithOthers_IsRefused(DeliveryNotification notification)
    {
        var request = TestMail.Text();
        request.DeliveryNotification = notification;

        Assert.Equal("DeliveryNotificationInvalid", TestMail.Refusal(request).ErrorId);
    }

    [Theory]
    [InlineData(DeliveryNotification.None)]
    [InlineData(DeliveryNotification.Never)]
    [InlineData(DeliveryNotification.Success | DeliveryNotification.Failure | DeliveryNotification.Delay)]
    public void Compose_Notification_GoesWithTheMessage(DeliveryNotification notification)
    {
        var request = TestMail.Text();
        request.DeliveryNotification = notification;

        Assert.Equal(notification, TestMail.Compose(request).DeliveryNotification);
    }

    // Errors about templates show the braces of Liquid.
    [Fact]
    public void Advice_OfEveryError_IsWrittenAsItIsRead() => Assert.All(
        typeof(Errors).GetFields(System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Public)
            .Select(field => field.GetValue(null)).OfType<ErrorDefinition>()
            .Where(error => !error.Id.StartsWith("Template", StringComparison.Ordinal)),
        error => Assert.DoesNotContain("{{", error.Advice, StringComparison.Ordinal));
}
