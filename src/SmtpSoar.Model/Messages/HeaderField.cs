namespace SmtpSoar;

/// <summary>A header field that the user wants in the message.</summary>
public sealed class HeaderField
{
    /// <summary>Makes one.</summary>
    public HeaderField(string name, string value)
    {
        Name = name;
        Value = value;
    }

    /// <summary>The field's name (RFC 5322, section 2.2).</summary>
    public string Name { get; }

    /// <summary>The field's value, decoded.</summary>
    public string Value { get; }

    /// <summary>Whether readers see the value as it stands, though it looks encoded: it has data in it.</summary>
    internal bool IsLiteral { get; init; }
}
