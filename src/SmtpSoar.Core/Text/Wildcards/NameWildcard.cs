using System;
using System.Collections.Generic;

namespace SmtpSoar.Core.Text.Wildcards;

/// <summary>
/// A pattern for names with PowerShell's wildcards: <c>*</c>, <c>?</c>, <c>[a-z]</c>, and the backtick that takes their meaning away.
/// </summary>
internal sealed class NameWildcard
{
    private readonly string _pattern;
    private readonly List<Func<char, bool>?> _tokens;

    internal NameWildcard(string pattern)
    {
        _pattern = pattern;
        _tokens = NameWildcardParser.Parse(pattern);
    }

    /// <summary>Whether a name matches, in any case. A name with brackets also matches itself.</summary>
    internal bool Matches(string name) =>
        string.Equals(name, _pattern, StringComparison.OrdinalIgnoreCase) || MatchesTokens(name);

    // Goes back to the last * only, so that no pattern takes exponential time.
    private bool MatchesTokens(string name)
    {
        int token = 0, position = 0, star = -1, resume = 0;
        while (position < name.Length)
        {
            if (token < _tokens.Count && _tokens[token] is null)
            {
                star = token++;
                resume = position;
            }
            else if (token < _tokens.Count && _tokens[token]!(name[position]))
            {
                token++;
                position++;
            }
            else if (star >= 0)
            {
                token = star + 1;
                position = ++resume;
            }
            else
            {
                return false;
            }
        }

        return _tokens.FindIndex(token, rest => rest is not null) < 0;
    }
}
