using System;
using System.IO;
using SmtpSoar.Core.Raw.Text;
using SmtpSoar.Core.Reading.Content;

namespace SmtpSoar.Core.Reading.Parsing;

/// <summary>Gives signed content the line ends that it was signed with: CRLF (RFC 8551, section 3.1.1; RFC 3156, section 5).</summary>
internal static class LineEnds
{
    private const int LookLength = 16 * 1024;

    /// <summary>The content, with CRLF where the file has its lines end with LF.</summary>
    public static MailContent Canonical(MailContent content, ReadContext context) =>
        HasBareLines(content, context) ? new DerivedContent(stop => new CanonicalStream(content.Open(0, stop))) : content;

    private static bool HasBareLines(MailContent content, ReadContext context)
    {
        using var stream = content.Open(0, context.Stop);
        var start = new byte[LookLength];
        var count = stream.Read(start, 0, start.Length);
        var end = start.AsSpan(0, count).IndexOf((byte)'\n');
        return end >= 0 && (end == 0 || start[end - 1] != '\r');
    }

    private sealed class CanonicalStream(Stream inner) : ReadOnlyStream
    {
        private readonly LineEndNormalizer _normalizer = new();
        private readonly byte[] _input = new byte[32 * 1024];
        private readonly byte[] _output = new byte[LineEndNormalizer.MaxOutput(32 * 1024)];
        private int _start;
        private int _end;
        private bool _isOver;

        public override int Read(byte[] buffer, int offset, int count)
        {
            while (_start == _end && !_isOver)
                Convert();
            count = Math.Min(count, _end - _start);
            Buffer.BlockCopy(_output, _start, buffer, offset, count);
            _start += count;
            return count;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                inner.Dispose();
            base.Dispose(disposing);
        }

        private void Convert()
        {
            var read = inner.Read(_input, 0, _input.Length);
            (_start, _isOver) = (0, read == 0);
            _end = read == 0 ? 0 : _normalizer.Convert(_input.AsSpan(0, read), _output);
        }
    }
}
