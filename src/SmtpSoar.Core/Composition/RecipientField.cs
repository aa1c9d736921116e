using MimeKit;

namespace SmtpSoar.Core.Composition;

/// <summary>Addresses, and what makes them recipients.</summary>
internal sealed record RecipientField(InternetAddressList Addresses, RecipientKind Kind);
