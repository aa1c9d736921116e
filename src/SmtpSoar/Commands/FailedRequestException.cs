using System;

namespace SmtpSoar.Commands;

/// <summary>A message whose parameters can't be read: what is known of it, and why.</summary>
internal sealed class FailedRequestException(MailRequest request, SmtpSoarException failure) : Exception(failure.Message, failure)
{
    public MailRequest Request { get; } = request;

    public SmtpSoarException Failure { get; } = failure;
}
