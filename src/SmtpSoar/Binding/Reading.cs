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
        catch (SmtpSoarException error)
        {
            return error;
        }
        catch (Exception cause) when (cause is not (PipelineStoppedException or FlowControlException))
        {
            return Errors.Unexpected.Because(cause, cause.Message, cause.GetType().Name);
        }
    }
}
