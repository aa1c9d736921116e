using System;
using System.IO;
using System.Reflection;
using System.Threading;
using System.Threading.Tasks;
using MailKit.Net.Smtp;
using SmtpSoar.Core.Composition;

namespace SmtpSoar.Core.Smtp.Protocol;

/// <summary>
/// Puts an <see cref="OriginalRecipientFilter"/> between MailKit and the connection, inside TLS, while one message is sent.
/// </summary>
/// <remarks>
/// MailKit has no public member for that. Only a message that goes by SMTPUTF8 and asks for a delivery status notification needs it.
/// </remarks>
internal sealed class OriginalRecipients : IDisposable
{
    private readonly ProtocolMonitor _monitor;
    private readonly object _client;
    private readonly PropertyInfo _property;
    private readonly Stream _inner;

    private OriginalRecipients(ProtocolMonitor monitor, object client, PropertyInfo property, Stream inner)
    {
        (_monitor, _client, _property, _inner) = (monitor, client, property, inner);
        monitor.Filter = new OriginalRecipientFilter();
        property.SetValue(client, new FilteringStream(inner));
    }

    /// <summary>Watches the commands of one message, or gives <see langword="null"/> where there is nothing to change.</summary>
    public static OriginalRecipients? Watch(SoarSmtpClient transport, ProtocolMonitor monitor, ComposedMessage message)
    {
        if (message.DeliveryNotification == DeliveryNotification.None)
            return null;
        var client = Property(typeof(SmtpClient))?.GetValue(transport);
        return client is not null && Property(client.GetType()) is { CanWrite: true } property && property.GetValue(client) is Stream inner
            ? new OriginalRecipients(monitor, client, property, inner)
            : null;
    }

    public void Dispose()
    {
        _monitor.Filter = null;
        _property.SetValue(_client, _inner);
    }

    private static PropertyInfo? Property(Type type) =>
        type.GetProperty("Stream", BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);

    private sealed class FilteringStream(Stream inner) : Stream
    {
        private readonly OriginalRecipientFilter _filter = new();

        public override bool CanRead => inner.CanRead;

        public override bool CanSeek => false;

        public override bool CanWrite => inner.CanWrite;

        public override bool CanTimeout => inner.CanTimeout;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int ReadTimeout
        {
            get => inner.ReadTimeout;
            set => inner.ReadTimeout = value;
        }

        public override int WriteTimeout
        {
            get => inner.WriteTimeout;
            set => inner.WriteTimeout = value;
        }

        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            inner.ReadAsync(buffer, offset, count, cancellationToken);

        public override void Write(byte[] buffer, int offset, int count)
        {
            var passed = _filter.Pass(buffer, offset, count);
            inner.Write(passed, 0, passed.Length);
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            var passed = _filter.Pass(buffer, offset, count);
            return inner.WriteAsync(passed, 0, passed.Length, cancellationToken);
        }

#if NET
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            inner.ReadAsync(buffer, cancellationToken);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            inner.WriteAsync(_filter.Pass(buffer.ToArray(), 0, buffer.Length), cancellationToken);
#endif

        public override void Flush() => inner.Flush();

        public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        // MailKit closes the connection by the stream that it knows.
        protected override void Dispose(bool disposing)
        {
            if (disposing)
                inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
