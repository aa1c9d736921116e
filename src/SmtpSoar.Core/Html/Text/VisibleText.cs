namespace SmtpSoar.Core.Html.Text;

/// <summary>Hands text to the layout character by character, without what can't be seen.</summary>
internal sealed class VisibleText
{
    private const char ZeroWidthNonJoiner = '\u200C';
    private const char ZeroWidthJoiner = '\u200D';

    private readonly TextLayout _layout;
    private char _joiner;
    private bool _followsReturn;
    private bool _atPreformattedStart;

    internal VisibleText(TextLayout layout) => _layout = layout;

    /// <summary>A preformatted element begins: browsers ignore a line break right there.</summary>
    internal void StartPreformatted() => _atPreformattedStart = true;

    /// <summary>Writes text, which may come in pieces.</summary>
    internal void Write(string text, bool isPreformatted)
    {
        foreach (var character in text)
        {
            if (isPreformatted)
                WritePreformatted(character);
            else
                WriteCollapsed(character);
        }
    }

    private void WritePreformatted(char character)
    {
        var isFirst = _atPreformattedStart;
        var endsReturn = _followsReturn && character == '\n';
        _followsReturn = character == '\r';
        _atPreformattedStart = isFirst && _followsReturn;
        if (character is '\r' or '\n')
        {
            if (!isFirst && !endsReturn)
                _layout.LineBreak();
        }
        else if (character is ' ' or '\t')
        {
            _layout.HardBlank(character);
        }
        else
        {
            WriteCollapsed(character);
        }
    }

    private void WriteCollapsed(char character)
    {
        switch (character)
        {
            case ' ' or '\t' or '\n' or '\r' or '\f' or '\v' or '\u0085' or '\u2028' or '\u2029':
                _layout.Blank();
                    break;
            case '\u00A0' or '\u2007' or '\u202F':
                _layout.HardBlank(' ');
                break;
            case ZeroWidthNonJoiner or ZeroWidthJoiner:
                _joiner = character;
                break;
            default:
                WriteOther(character);
                break;
        }
    }

    private void WriteOther(char character)
    {
        if (char.IsWhiteSpace(character))
            _layout.HardBlank(character);
        else if (!IsInvisible(character))
            WriteVisible(character);
    }

    // Emoji and Persian need their joiners; between blanks they only push the preview of the mail out of sight.
    private void WriteVisible(char character)
    {
        if (_joiner != '\0' && _layout.IsAfterVisible)
            _layout.Write(_joiner);
        _joiner = '\0';
        _layout.Write(character);
    }

    private static bool IsInvisible(char character) => char.IsControl(character)
        || character is '\u00AD' or '\u034F' or '\u180E' or '\u200B' or '\u2060' or '\uFEFF';
}
