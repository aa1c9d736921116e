using System;
using System.Management.Automation;

namespace SmtpSoar.Binding;

/// <summary>Reads what a user gives. Lists and objects may be of the user's own making, and fail as they like.</summary>
internal static class Reading
{
    /// <summary>The failure, or <see langword="null"/>. An end of the pipeline goes on as it is.</summary>
    public static SmtpSoarException? FailureOf(Action read)
    {
        try
        {
            read();
            return null;
        }
        catch (Exception cause) when (IsFailure(cause))
        {
            return ToFailure(cause);
        }
    }

    /// <summary>Whether an exception is a failure to read, and no end of the pipeline.</summary>
    public static bool IsFailure(Exception cause) => cause is not (PipelineStoppedException or FlowControlException);

    /// <summary>The failure that an exception is.</summary>
    public static SmtpSoarException ToFailure(Exception cause) =>
        cause as SmtpSoarException ?? Errors.Unexpected.Because(cause, cause.Message, cause.GetType().Name);
}
