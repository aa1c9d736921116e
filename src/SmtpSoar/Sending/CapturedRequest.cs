namespace SmtpSoar.Sending;

/// <summary>A message as a command's parameters said it, and the failure of reading them.</summary>
/// <param name="Request">The message; with a failure only the part that could be read.</param>
/// <param name="Failure">The failure, or <see langword="null"/>.</param>
internal sealed record CapturedRequest(MailRequest Request, SmtpSoarException? Failure = null);
