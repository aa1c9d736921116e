using System;
using System.Collections.Generic;
using System.Text;

namespace SmtpSoar.Core.Dkim;

/// <summary>The field DKIM-Signature, folded while it is written (RFC 6376, section 3.5).</summary>
internal sealed class DkimField
{
    private const int MaxLine = 76;
    private const string Fold = "\r\n ";

    private readonly StringBuilder _text = new("DKIM-Signature:");
    private int _lineStart;
    private bool _hasTag;

    /// <summary>Adds a tag in one piece.</summary>
    public DkimField Add(string name, string value)
    {
        Begin($"{name}={value}");
        return this;
    }

    /// <summary>Adds a tag of several pieces, between which a line may end.</summary>
    public DkimField Add(string name, IReadOnlyList<string> pieces, string separator)
    {
        Begin($"{name}=");
        for (var i = 0; i < pieces.Count; i++)
            Append(i + 1 < pieces.Count ? pieces[i] + separator : pieces[i], "");
        return this;
    }

    /// <summary>The field up to the signature, whose tag is the last and still empty: that much of it is signed.</summary>
    public byte[] ToUnsigned()
    {
        Begin("b=");
        return Encoding.ASCII.GetBytes(_text.ToString());
    }

    /// <summary>The whole field with its line end.</summary>
    public byte[] ToSigned(byte[] signature)
    {
        var text = Convert.ToBase64String(signature);
        for (var start = 0; start < text.Length;)
        {
            var room = MaxLine - (_text.Length - _lineStart);
            if (room <= 0)
                Break();
            var length = Math.Min(text.Length - start, room > 0 ? room : MaxLine - 1);
            _text.Append(text, start, length);
            start += length;
        }

        return Encoding.ASCII.GetBytes(_text.Append("\r\n").ToString());
    }

    private void Begin(string tag)
    {
        if (_hasTag)
            _text.Append(';');
        _hasTag = true;
        Append(tag, " ");
    }

    private void Append(string piece, string blank)
    {
        // One more for the semicolon that may follow.
        if (_text.Length - _lineStart + blank.Length + piece.Length + 1 > MaxLine)
            Break();
        else
            _text.Append(blank);
        _text.Append(piece);
    }

    private void Break()
    {
        _text.Append(Fold);
        _lineStart = _text.Length - 1;
    }
}
