namespace SmtpSoar.Core.Reading.Parsing;

/// <summary>Gives a verdict its status and reason.</summary>
internal static class Verdict
{
    /// <summary>A verdict with no more than status and reason.</summary>
    public static SoarEmailSignature Of(SignatureKind kind, SignatureStatus status, string reason) =>
        Set(new SoarEmailSignature { Kind = kind }, status, reason);

    /// <summary>The same verdict with status and reason.</summary>
    public static SoarEmailSignature Set(SoarEmailSignature verdict, SignatureStatus status, string? reason)
    {
        (verdict.Status, verdict.Reason) = (status, reason is null ? null : ShownText.Line(reason, ShownText.MaxSentence / 4));
        return verdict;
    }

    /// <summary>The verdict where nothing speaks against the signature, or where a reason does.</summary>
    public static SoarEmailSignature Trust(SoarEmailSignature verdict, string? reason) =>
        Set(verdict, reason is null ? SignatureStatus.Valid : SignatureStatus.Untrusted, reason);
}
