using System.Text;

namespace SmtpSoar.Core.Composition;

/// <summary>Folds a header field's value (RFC 5322, section 2.2.3): pieces that stay whole, and blanks where a line may end.</summary>
internal sealed class HeaderLines
{
    // RFC 5322, section 2.1.1, and RFC 2047, section 2, for lines with encoded-words.
    private const int MaxLength = 76;

    private readonly StringBuilder _value = new();
    private int _lineLength;

    /// <param name="field">The field's name.</param>
    public HeaderLines(string field) => _lineLength = field.Length + 1;

    /// <summary>How much the line still takes after a blank.</summary>
    public int Room => MaxLength - _lineLength - 1;

    /// <summary>Adds a piece, on a new line where the current one is too full for it.</summary>
    /// <param name="piece">What stays whole.</param>
    /// <param name="blanks">What stands before it.</param>
    public void Add(string piece, string blanks = " ")
    {
        var length = blanks.Length + Encoding.UTF8.GetByteCount(piece);
        if (_lineLength + length > MaxLength && _value.Length > 0)
            Break();
        _value.Append(blanks).Append(piece);
        _lineLength += length;
    }

    /// <summary>Goes on in a new line.</summary>
    public void Break()
    {
        _value.Append("\r\n");
        _lineLength = 0;
    }

    /// <summary>What stands behind the colon, with the line end.</summary>
    public byte[] ToRawValue() => Encoding.UTF8.GetBytes(_value.Append("\r\n").ToString());
}
