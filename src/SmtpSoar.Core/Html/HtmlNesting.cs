using System;
using System.Runtime.ExceptionServices;
using System.Threading;
using SmtpSoar.Core.Html.Sanitizing;

namespace SmtpSoar.Core.Html;

/// <summary>
/// Keeps nesting from overflowing the stack, which would end the process, and from taking hours: the parser of style
/// sheets calls itself for each parenthesis, and the parser looks through all that are open.
/// </summary>
internal static class HtmlNesting
{
    private const int StackSize = 64 * 1024 * 1024;

    /// <summary>Runs the work on a thread with a large stack, unless even that is too small for this HTML.</summary>
    internal static T RunWithRoom<T>(string html, Func<T> work)
    {
        HtmlLimits.CheckText(html);
        T result = default!;
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(Run, StackSize) { IsBackground = true, Name = nameof(HtmlSanitization) };
        thread.Start();
        thread.Join();
        failure?.Throw();
        return result;

        void Run()
        {
            try
            {
                result = work();
            }
            catch (Exception error)
            {
                failure = ExceptionDispatchInfo.Capture(error);
            }
        }
    }
}
