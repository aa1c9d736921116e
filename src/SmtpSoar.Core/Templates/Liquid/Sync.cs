using System.Threading.Tasks;

namespace SmtpSoar.Core.Templates.Liquid;

/// <summary>Takes results of the engine, whose methods could wait, and here never do: all that they need is in memory.</summary>
internal static class Sync
{
    public static T Result<T>(ValueTask<T> task) => task.IsCompletedSuccessfully ? task.Result : task.AsTask().GetAwaiter().GetResult();

    public static void Wait(ValueTask task)
    {
        if (!task.IsCompletedSuccessfully)
            task.AsTask().GetAwaiter().GetResult();
    }
}
