using System;

namespace SmtpSoar;

/// <summary>Something that takes so long that a person may wonder: what the command waits for.</summary>
public sealed class MailWait
{
    /// <summary>The thing that is waited for, as a part of a sentence: <c>mail.example.org to answer</c>.</summary>
    public string For { get; set; } = "";

    /// <summary>Which try of the message it is, from 1.</summary>
    public int Try { get; set; } = 1;

    /// <summary>The longest that it can take, or <see langword="null"/> where there is no limit.</summary>
    public TimeSpan? Limit { get; set; }

    /// <summary>How much of that is left, or <see langword="null"/> where there is no limit.</summary>
    public TimeSpan? Left { get; set; }
}
