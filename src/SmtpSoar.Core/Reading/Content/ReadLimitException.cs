using System;
using System.Globalization;

namespace SmtpSoar.Core.Reading.Content;

/// <summary>A mail went over a limit of reading. Never seen outside: it becomes a warning.</summary>
internal sealed class ReadLimitException : Exception
{
    public ReadLimitException(string limit, long value, string what)
        : base(string.Format(CultureInfo.InvariantCulture, "The limit {0} was reached: {1}, at most {2:N0}.", limit, what, value))
    {
    }
}
