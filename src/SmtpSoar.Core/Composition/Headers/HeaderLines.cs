using System.Text;
using MimeKit;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Composition.Headers;

/// <summary>Folds a header field's value (RFC 5322, section 2.2.3): pieces that stay whole, and blanks where a line may end.</summary>
internal sealed class HeaderLines
{
    // RFC 5322, section 2.1.1, and RFC 2047, section 2, for lines with encoded-words.
    private const int MaxLength = 76;

    // Few fields are longer.
    private const int InitialCapacity = 64;

    private readonly StringBuilder _value = new(InitialCapacity);
    private readonly string _name;
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
        if (_lineLength + length > (_value.Length > 0 ? MaxLength : LineLimits.MaxLine))
            Break();
        if (_lineLength + length > LineLimits.MaxLine)
            throw Errors.HeaderLineTooLong.With(_name);
        _value.Append(blanks).Append(piece);
        _lineLength += length;
    }

    /// <summary>Goes on in a new line.</summary>
    public void Break()
    {
        _value.Append("\r\n");
        _lineLength = 0;
    }

    /// <summary>How many characters the field has with its line end.</summary>
    public int Length => _name.Length + _value.Length + ":\r\n".Length;

    /// <summary>Writes the field with its line end.</summary>
    /// <returns>The place behind it.</returns>
    public int CopyTo(char[] text, int start)
    {
        _name.CopyTo(0, text, start, _name.Length);
        start += _name.Length;
        text[start++] = ':';
        _value.CopyTo(0, text, start, _value.Length);
        start += _value.Length;
        text[start++] = '\r';
        text[start++] = '\n';
        return start;
    }

    /// <summary>The field, which MimeKit writes as it stands here.</summary>
    public Header ToHeader()
    {
        var header = new FoldedField(_name);
        header.SetRawValue(Encoding.UTF8.GetBytes(_value.ToString() + "\r\n"));
        return header;
    }

    /// <summary>A field that has no value yet, and so none that MimeKit would fold and encode for nothing.</summary>
    private sealed class FoldedField(string name) : Header(ParserOptions.Default, Encoding.ASCII.GetBytes(name), [], invalid: false);
}
