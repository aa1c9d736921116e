using System;
using System.Threading.Tasks;

namespace SmtpSoar.Core.Runtime;

/// <summary>Runs work whose failure is an outcome. One place decides what an exception means to users.</summary>
internal static class Failures
{
    /// <summary>Runs the work and gives its failure, or <see langword="null"/>.</summary>
    public static SmtpSoarException? Of(Action work)
    {
        try
        {
            work();
            return null;
        }
        catch (Exception cause)
        {
            return Translate(cause);
        }
    }

    /// <summary>Runs the work and gives its failure, or <see langword="null"/>.</summary>
    public static async Task<SmtpSoarException?> OfAsync(Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
            return null;
        }
        catch (Exception cause)
        {
            return Translate(cause);
        }
    }

    internal static SmtpSoarException Translate(Exception cause) => cause switch
    {
        SmtpSoarException known => known,
        OperationCanceledException => Errors.Stopped.Because(cause),
        _ => Errors.Unexpected.Because(cause, cause.Message, cause.GetType().Name),
    };
}
