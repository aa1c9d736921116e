namespace SmtpSoar.Benchmarks.Least;

/// <summary>A mail on its way.</summary>
/// <param name="Envelope">MAIL, RCPT and DATA.</param>
/// <param name="Content">The message with its end.</param>
/// <param name="Result">The result, to be filled in.</param>
internal sealed record LeastMail(string Envelope, byte[] Content, LeastResult Result);
