using System;
using System.Collections.Generic;

namespace SmtpSoar.TestServer;

/// <summary>The argument of MAIL and RCPT: an address in angle brackets and its parameters.</summary>
internal sealed record PathArgument(string Address, IReadOnlyList<string> Parameters)
{
    /// <summary>Reads it, or returns null if it is malformed.</summary>
    /// <param name="argument">What stands after the verb.</param>
    /// <param name="keyword"><c>FROM:</c> or <c>TO:</c>.</param>
    public static PathArgument? Parse(string argument, string keyword)
    {
        if (!argument.StartsWith(keyword, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        string rest = argument[keyword.Length..].TrimStart();
        int end = rest.StartsWith('<') ? FindEnd(rest) : -1;
        bool separate = end > 0 && (end + 1 == rest.Length || rest[end + 1] == ' ');
        return separate
            ? new PathArgument(rest[1..end], rest[(end + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries))
            : null;
    }

    /// <summary>The value of a parameter, empty if it has none, null if it is not there.</summary>
    public string? this[string name]
    {
        get
        {
            foreach (string parameter in Parameters)
            {
                string[] pair = parameter.Split('=', 2);
                if (pair[0].Equals(name, StringComparison.OrdinalIgnoreCase))
                {
                    return pair.Length > 1 ? pair[1] : "";
                }
            }

            return null;
        }
    }

    /// <summary>The closing bracket, which does not count within quotes.</summary>
    private static int FindEnd(string text)
    {
        bool quoted = false;
        for (int i = 1; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\\' when quoted:
                    i++;
                    break;
                case '"':
                    quoted = !quoted;
                    break;
                case '>' when !quoted:
                    return i;
            }
        }

        return -1;
    }
}
