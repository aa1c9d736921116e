using SmtpSoar.Core.Addresses;

namespace SmtpSoar.Core.Composition;

/// <summary>A recipient of the envelope, and why it is one.</summary>
internal sealed record EnvelopeRecipient(EnvelopeAddress Address, RecipientKind Kind);
