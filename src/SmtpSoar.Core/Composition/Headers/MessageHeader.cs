using System;
using System.Buffers;
using System.Collections.Generic;
using System.Text;
using MimeKit;

namespace SmtpSoar.Core.Composition.Headers;

/// <summary>The header of a message that is made: its fields in their order.</summary>
/// <param name="messageId">The Message-ID with its angle brackets.</param>
internal sealed class MessageHeader(string messageId)
{
    // As many as most have.
    private const int InitialCapacity = 8;

    private readonly List<HeaderLines> _fields = new(InitialCapacity);

    /// <summary>The Message-ID with its angle brackets.</summary>
    public string MessageId { get; } = messageId;

    /// <summary>Puts a field behind the others.</summary>
    public void Add(HeaderLines field) => _fields.Add(field);

    /// <summary>Puts a field in the place of those of its name, or behind all others if there is none.</summary>
    public void Replace(HeaderLines field)
    {
        var place = _fields.FindIndex(other => HasNameOf(other, field));
        if (place < 0)
        {
            Add(field);
            return;
        }

        _fields[place] = field;
        for (var i = _fields.Count - 1; i > place; i--)
            if (HasNameOf(_fields[i], field))
                _fields.RemoveAt(i);
    }

    /// <summary>A message of these fields, which has no body yet.</summary>
    public MimeMessage ToMessage()
    {
        // One that is made without fields invents some, only to have them replaced.
        var fields = new List<Header>(_fields.Count);
        foreach (var field in _fields)
            fields.Add(field.ToHeader());
        return new MimeMessage(fields);
    }

    /// <summary>The fields as they go over the wire, each with its line end.</summary>
    /// <param name="last">More of them, which stand behind the others.</param>
    public byte[] ToBytes(string last)
    {
        var length = last.Length;
        foreach (var field in _fields)
            length += field.Length;
        var text = ArrayPool<char>.Shared.Rent(length);
        var end = 0;
        foreach (var field in _fields)
            end = field.CopyTo(text, end);
        last.CopyTo(0, text, end, last.Length);
        var bytes = Encoding.UTF8.GetBytes(text, 0, length);
        ArrayPool<char>.Shared.Return(text);
        return bytes;
    }

    private static bool HasNameOf(HeaderLines one, HeaderLines other) => one.Name.Equals(other.Name, StringComparison.OrdinalIgnoreCase);
}
