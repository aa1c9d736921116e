using System;

namespace SmtpSoar.Core.Smtp.Transaction;

/// <summary>The server refused, and then the connection broke.</summary>
/// <param name="refusal">The refusal.</param>
internal sealed class BrokenOffException(Exception refusal) : Exception(refusal.Message, refusal);
