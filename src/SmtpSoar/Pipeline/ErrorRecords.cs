using System;
using System.Management.Automation;

namespace SmtpSoar.Pipeline;

/// <summary>Turns the module's errors into PowerShell's.</summary>
internal static class ErrorRecords
{
    /// <summary>The record: the error's id, the category of the same name, and the target.</summary>
    public static ErrorRecord Of(SmtpSoarException error, object? target) => new(error, error.ErrorId, Category(error.Kind), target)
    {
        ErrorDetails = new ErrorDetails(error.Sentence) { RecommendedAction = error.Advice },
    };

    private static ErrorCategory Category(ErrorKind kind) =>
        Enum.TryParse(kind.ToString(), out ErrorCategory category) ? category : ErrorCategory.NotSpecified;
}
