using System;
using System.Management.Automation;

namespace SmtpSoar.Pipeline;

/// <summary>Turns the module's errors into PowerShell's.</summary>
internal static class ErrorRecords
{
    /// <summary>The record: the error's id, the category of the same name, and the target.</summary>
    public static ErrorRecord Of(SmtpSoarException error, object? target)
    {
        var record = new ErrorRecord(error, error.ErrorId, Category(error.Kind), WithoutSecrets(target))
        {
            ErrorDetails = new ErrorDetails(error.Sentence) { RecommendedAction = error.Advice },
        };

        // Shown by some views, and made of the target's own words.
        record.CategoryInfo.TargetName = ShownText.Line(record.TargetObject?.ToString() ?? "", ShownText.MaxSentence);
        return record;
    }

    // An error is kept, logged and exported. Of an asset it has the name, and nothing at all of what is not known to be without secrets.
    private static object? WithoutSecrets(object? target) => target switch
    {
        string text => OutboxAddress.Shown(text),
        SoarActionResult or OutboxEntry or VaultFile => target,
        SmtpAsset asset => asset.ToString(),
        _ => null,
    };

    private static ErrorCategory Category(ErrorKind kind) =>
        Enum.TryParse(kind.ToString(), out ErrorCategory category) ? category : ErrorCategory.NotSpecified;
}
