using System;

namespace SmtpSoar;

/// <summary>How far the sending of messages is.</summary>
public sealed class MailProgress
{
    /// <summary>How many messages are done, those that failed too.</summary>
    public int Done { get; set; }

    /// <summary>How many of them failed.</summary>
    public int Failed { get; set; }

    /// <summary>How many there are, or <see langword="null"/> while that is not known.</summary>
    public int? Total { get; set; }

    /// <summary>Messages a second, on average.</summary>
    public double Rate { get; set; }

    /// <summary>How long the rest will take, or <see langword="null"/> while that can't be told.</summary>
    public TimeSpan? Left { get; set; }

    /// <summary>How many bytes of a large message are sent, or <see langword="null"/> where none is under way.</summary>
    public long? Bytes { get; set; }

    /// <summary>The size of that message in bytes.</summary>
    public long Size { get; set; }

    /// <summary>The thing that is waited for, or <see langword="null"/> where this tells about messages. It is shown beside them.</summary>
    public MailWait? Wait { get; set; }

    /// <summary>Whether all is done, or the wait is over, so that nothing more is to be shown.</summary>
    public bool IsCompleted { get; set; }
}
