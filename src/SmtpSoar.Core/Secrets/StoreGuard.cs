using System;
using System.IO;
using System.Threading.Tasks;
using SmtpSoar.Core.Secrets.Protection;

namespace SmtpSoar.Core.Secrets;

/// <summary>Turns what the file system says into the store's own errors.</summary>
internal static class StoreGuard
{
    internal static T Reading<T>(string what, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception exception) when (IsOfFiles(exception))
        {
            throw Errors.StoreNotReadable.Because(exception, what, exception.Message);
        }
    }

    internal static T Writing<T>(StoreKey key, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception exception) when (IsOfFiles(exception))
        {
            throw Errors.StoreNotWritable.Because(exception, key, exception.Message);
        }
    }

    internal static async Task<T> WritingAsync<T>(StoreKey key, Func<Task<T>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (Exception exception) when (IsOfFiles(exception))
        {
            throw Errors.StoreNotWritable.Because(exception, key, exception.Message);
        }
    }

    internal static bool IsOfFiles(Exception exception) => exception is IOException or UnauthorizedAccessException;
}
