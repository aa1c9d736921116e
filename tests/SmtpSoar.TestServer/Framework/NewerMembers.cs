using System;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;

namespace SmtpSoar;

/// <summary>Members of newer frameworks that the tests use, which neither the .NET Framework nor Polyfill has.</summary>
internal static class NewerMembers
{
    extension(Array)
    {
        public static void Fill<T>(T[] array, T value)
        {
            for (var i = 0; i < array.Length; i++)
                array[i] = value;
        }
    }

    extension(HMACMD5)
    {
        public static byte[] HashData(byte[] key, byte[] source)
        {
#pragma warning disable CA5351 // CRAM-MD5 is made of it.
            using var hash = new HMACMD5(key);
#pragma warning restore CA5351
            return hash.ComputeHash(source);
        }
    }

    extension(Rfc2898DeriveBytes)
    {
        public static byte[] Pbkdf2(byte[] password, byte[] salt, int iterations, HashAlgorithmName hash, int length)
        {
#pragma warning disable CA5379 // SCRAM-SHA-1 is made of it.
            using var derive = new Rfc2898DeriveBytes(password, salt, iterations, hash);
#pragma warning restore CA5379
            return derive.GetBytes(length);
        }
    }

    extension(Task)
    {
        public static Task Delay(TimeSpan time, TimeProvider clock, CancellationToken cancellationToken = default) =>
            clock.Delay(time, cancellationToken);
    }

    public static string Replace(this string text, string old, string with, StringComparison comparison) =>
        comparison == StringComparison.Ordinal ? text.Replace(old, with) : throw new NotSupportedException();

    public static void AppendData(this IncrementalHash hash, ReadOnlySpan<byte> data) => hash.AppendData(data.ToArray());

    /// <summary>The .NET Framework can't take a wait back, and Mono's never ends if the listener is closed just when it begins: it is looked at.</summary>
    public static ValueTask<Socket> AcceptAsync(this Socket listener, CancellationToken cancellationToken) =>
        new(Task.Factory.StartNew(() => Accept(listener, cancellationToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));

    private static Socket Accept(Socket listener, CancellationToken cancellationToken)
    {
        const int microseconds = 5_000;
        while (!listener.Poll(microseconds, SelectMode.SelectRead))
            cancellationToken.ThrowIfCancellationRequested();
        return listener.Accept();
    }
}
