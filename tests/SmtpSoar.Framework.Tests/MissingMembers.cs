using System;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.ComponentModel;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Files;
using SmtpSoar.Core.Secrets;
using SmtpSoar.Core.Secrets.Protection;

namespace SmtpSoar
{
    /// <summary>More members of newer frameworks, which the core's tests use. What throws is used by tests that are left out only.</summary>
    internal static partial class MissingMembers
    {
        /// <summary>The tests that need it are left out: see left-out.txt.</summary>
        public static string ExportPkcs8PrivateKeyPem(this System.Security.Cryptography.RSA key) => throw new NotSupportedException(key.ToString());

        extension(CharUnicodeInfo)
        {
            public static UnicodeCategory GetUnicodeCategory(int point) =>
                CharUnicodeInfo.GetUnicodeCategory(char.ConvertFromUtf32(point), 0);
        }

        extension(Convert)
        {
            public static string ToBase64String(ReadOnlySpan<byte> bytes) => Convert.ToBase64String(bytes.ToArray());
        }

        extension(DateTimeOffset)
        {
            public static DateTimeOffset UnixEpoch => DateTimeOffset.FromUnixTimeSeconds(0);
        }

        extension(Environment)
        {
            public static bool IsPrivilegedProcess => Path.DirectorySeparatorChar == '/' && EffectiveUser() == 0;
        }

        extension(File)
        {
            public static void CreateSymbolicLink(string path, string target)
            {
                if (symlink(target, path) != 0)
                    throw new IOException(Marshal.GetLastPInvokeErrorMessage());
            }
        }

        extension(GC)
        {
            public static long GetTotalAllocatedBytes(bool precise) => throw new PlatformNotSupportedException();

            public static long GetAllocatedBytesForCurrentThread() => throw new PlatformNotSupportedException();
        }

        extension(Marshal)
        {
            public static string GetLastPInvokeErrorMessage() => new Win32Exception(Marshal.GetLastWin32Error()).Message;
        }

        extension(Protectors)
        {
            /// <summary>The one protection of the .NET Framework.</summary>
            public static IProtector WithKeyFile(StoreFolder folder, FileLockWait wait) => new DpapiProtector();
        }

        extension(Task task)
        {
            public bool IsCompletedSuccessfully => task.Status == TaskStatus.RanToCompletion;
        }

        extension(TimeSpan)
        {
            public static TimeSpan operator *(int factor, TimeSpan time) => TimeSpan.FromTicks(factor * time.Ticks);
        }

        extension(RSA key)
        {
            public string ExportRSAPrivateKeyPem() => throw new PlatformNotSupportedException();

            public byte[] ExportSubjectPublicKeyInfo() => throw new PlatformNotSupportedException();
        }

        public static string GetCertHashString(this X509Certificate certificate, HashAlgorithmName name)
        {
            using var hash = IncrementalHash.CreateHash(name);
            hash.AppendData(certificate.GetRawCertData());
            return BitConverter.ToString(hash.GetHashAndReset()).Replace("-", "");
        }

        public static IEnumerable<T> Select<T>(this MatchCollection matches, Func<Match, T> choice) => matches.Cast<Match>().Select(choice);

        public static Match[] ToArray(this MatchCollection matches) => matches.Cast<Match>().ToArray();

        public static IEnumerable<Match> Where(this MatchCollection matches, Func<Match, bool> condition) => matches.Cast<Match>().Where(condition);

        public static void Listen(this Socket socket) => socket.Listen(512);

        public static int Send(this Socket socket, ReadOnlySpan<byte> bytes) => socket.Send(bytes.ToArray());

        public static bool Poll(this Socket socket, TimeSpan time, SelectMode mode) => socket.Poll((int)(time.TotalMilliseconds * 1000), mode);

        public static Task<int> SendAsync(this Socket socket, byte[] bytes) => socket.SendAsync(new ArraySegment<byte>(bytes), SocketFlags.None);

        public static Task<int> ReceiveAsync(this Socket socket, byte[] bytes) => socket.ReceiveAsync(new ArraySegment<byte>(bytes), SocketFlags.None);

        /// <summary>A listener that is stopped ends the wait.</summary>
        public static async Task<TcpClient> AcceptTcpClientAsync(this TcpListener listener, CancellationToken cancellationToken)
        {
            using var stopping = cancellationToken.Register(listener.Stop);
            return await listener.AcceptTcpClientAsync().ConfigureAwait(false);
        }

        [DllImport("libc", EntryPoint = "geteuid")]
        private static extern uint EffectiveUser();

        [DllImport("libc", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
        private static extern int symlink(string target, string path);
    }

    /// <summary>The name that newer frameworks have for it.</summary>
    internal sealed class SocketsHttpHandler : HttpClientHandler
    {
    }

    /// <summary>The address of a socket that is a file.</summary>
    internal sealed class UnixDomainSocketEndPoint(string path) : EndPoint
    {
        public override AddressFamily AddressFamily => AddressFamily.Unix;

        public override SocketAddress Serialize()
        {
            var bytes = Encoding.UTF8.GetBytes(path + "\0");
            var address = new SocketAddress(AddressFamily.Unix, sizeof(short) + bytes.Length);
            for (var i = 0; i < bytes.Length; i++)
                address[sizeof(short) + i] = bytes[i];
            return address;
        }
    }

    /// <summary>The one function of System.Web that tests use.</summary>
    internal static class HttpUtility
    {
        public static NameValueCollection ParseQueryString(string query)
        {
            var values = new NameValueCollection();
            foreach (var pair in query.TrimStart('?').Split('&'))
                values.Add(Decoded(pair.Split('=')[0]), Decoded(pair.Substring(pair.IndexOf('=') + 1)));
            return values;
        }

        private static string Decoded(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
    }
}

namespace System.Runtime.CompilerServices
{
    /// <summary>Ranges of arrays need it.</summary>
    internal static class RuntimeHelpers
    {
        public static T[] GetSubArray<T>(T[] array, Range range)
        {
            var (offset, length) = range.GetOffsetAndLength(array.Length);
            return array.AsSpan(offset, length).ToArray();
        }
    }
}
