using System;
using System.Runtime.ExceptionServices;
using System.Text.RegularExpressions;
using System.Threading;

namespace SmtpSoar.Core.Html;

/// <summary>
/// Keeps nesting from overflowing the stack, which would end the process, and from taking hours: the parser of style
/// sheets calls itself for each parenthesis, the writer for each element, and the parser looks through all that are open.
/// </summary>
internal static class HtmlNesting
{
    // Measured: a level costs less than 1 KiB, so this fits several times into the stack.
    private const int Deepest = 10_000;

    // The parser repeats what was left open in each following block: a small text can become a huge tree.
    private const long MostCopies = 2_000_000;

    private const int StackSize = 64 * 1024 * 1024;

    // However it is escaped: the parser unescapes it.
    private static readonly Regex Parenthesis = new(@"[()]|&#0*4[01](?!\d)|&#[xX]0*2[89](?![0-9a-fA-F])|&[lr]par;", RegexOptions.CultureInvariant);

    /// <summary>Runs the work on a thread with a large stack, unless even that is too small for this HTML.</summary>
    internal static T RunWithRoom<T>(string html, Func<T> work)
    {
        var weight = HtmlWeight.Of(html);
        if (weight.Depth > Deepest || weight.Copies > MostCopies || Parentheses(html) > Deepest)
            throw Errors.HtmlTooDeep.With(Deepest);
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

    private static int Parentheses(string html)
    {
        var depth = 0;
        var deepest = 0;
        for (var match = Parenthesis.Match(html); match.Success; match = match.NextMatch())
        {
            depth = Math.Max(0, depth + (Opens(match.Value) ? 1 : -1));
            deepest = Math.Max(deepest, depth);
        }

        return deepest;
    }

    private static bool Opens(string parenthesis) =>
        parenthesis is "(" or "&lpar;" || parenthesis[parenthesis.Length - 1] is '0' or '8';
}
