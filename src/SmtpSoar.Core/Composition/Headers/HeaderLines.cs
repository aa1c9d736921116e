using System.Text;
using MimeKit;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Composition.Headers;

/// <summary>Folds a header field's value (RFC 5322, section 2.2.3): pieces that stay whole, and blanks where a line may end.</summary>
/// <remarks>Most fields have one piece, and each mail has several fields: a builder is made for the second piece.</remarks>
internal sealed class HeaderLines
{
    // RFC 5322, section 2.1.1, and RFC 2047, section 2, for lines with encoded-words.
    private const int MaxLength = 76;

    private readonly string _name;
    private string _blanks = "";
    private string _piece = "";
    private StringBuilder? _value;
    private int _lineLength;

    /// <param name="name">The field's name.</param>
    public HeaderLines(string name)
    {
        _name = name;
        _lineLength = name.Length + 1;
    }

    /// <summary>The field's name.</summary>
    public string Name => _name;

    /// <summary>How much the line still takes after a blank.</summary>
    public int Room => MaxLength - _lineLength - 1;

    /// <summary>Adds a piece, on a new line where the current one is too full for it.</summary>
    /// <param name="piece">The piece, which is never broken.</param>
    /// <param name="blanks">The blanks before the piece.</param>
    public void Add(string piece, string blanks = " ")
    {
        var length = blanks.Length + Encoding.UTF8.GetByteCount(piece);
        if (_lineLength + length > (ValueLength > 0 ? MaxLength : LineLimits.MaxLine))
            Break();
        if (_lineLength + length > LineLimits.MaxLine)
            throw Errors.HeaderLineTooLong.With(_name);
        if (ValueLength == 0)
            (_blanks, _piece) = (blanks, piece);
        else
            Value.Append(blanks).Append(piece);
        _lineLength += length;
    }

    /// <summary>Goes on in a new line.</summary>
    public void Break()
    {
        Value.Append("\r\n");
        _lineLength = 0;
    }

    /// <summary>How many characters the field has with its line end.</summary>
    public int Length => _name.Length + ValueLength + ":\r\n".Length;

    /// <summary>Writes the field with its line end.</summary>
    /// <returns>The place behind it.</returns>
    public int CopyTo(char[] text, int start)
    {
        start = Copy(_name, text, start);
        text[start++] = ':';
        if (_value is null)
        {
            start = Copy(_piece, text, Copy(_blanks, text, start));
        }
        else
        {
            _value.CopyTo(0, text, start, _value.Length);
            start += _value.Length;
        }

        text[start++] = '\r';
        text[start++] = '\n';
        return start;
    }

    /// <summary>The field, which MimeKit writes as it stands here.</summary>
    public Header ToHeader()
    {
        var header = new FoldedField(_name);
        header.SetRawValue(Encoding.UTF8.GetBytes(Value.ToString() + "\r\n"));
        return header;
    }

    private int ValueLength => _value?.Length ?? (_blanks.Length + _piece.Length);

    private StringBuilder Value => _value ??= new StringBuilder(_blanks).Append(_piece);

    private static int Copy(string from, char[] text, int start)
    {
        from.CopyTo(0, text, start, from.Length);
        return start + from.Length;
    }

    /// <summary>A field that has no value yet, and so none that MimeKit would fold and encode for nothing.</summary>
    private sealed class FoldedField(string name) : Header(ParserOptions.Default, Encoding.ASCII.GetBytes(name), [], invalid: false);
}
