using System;
using System.Globalization;
using System.Linq;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Outbox;

/// <summary>Names messages so that they sort by the time of acceptance, and never meet those of another process.</summary>
internal sealed class OutboxId(TimeProvider clock)
{
    private const string Format = "yyyyMMdd'T'HHmmssfffffff";
    private const int TimeLength = 22;
    private const int RandomLength = 8;

    private readonly object _lock = new();
    private DateTime _last;

    /// <summary>A new id.</summary>
    internal string Next()
    {
        lock (_lock)
        {
            var now = clock.GetUtcNow().UtcDateTime;
            _last = now > _last ? now : _last.AddTicks(1);
            return _last.ToString(Format, CultureInfo.InvariantCulture) + "-" + Guid.NewGuid().ToString("N")[..RandomLength];
        }
    }

    /// <summary>When a message was accepted, as far as its folder's name tells.</summary>
    internal static DateTimeOffset? TimeOf(string name) =>
        IsId(name) && DateTimeOffset.TryParseExact(
            name[..TimeLength], Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : null;

    /// <summary>Whether a folder's name is an id.</summary>
    internal static bool IsId(string name) =>
        name.Length == TimeLength + 1 + RandomLength
        && name[8] == 'T' && name[TimeLength] == '-'
        && name.Take(TimeLength).All(character => character is (>= '0' and <= '9') or 'T')
        && Hex.IsHex(name[(TimeLength + 1)..], RandomLength);
}
