namespace SmtpSoar;

/// <summary>A header field of a mail that was read.</summary>
public sealed class SoarEmailHeader
{
    /// <summary>Makes one.</summary>
    public SoarEmailHeader(string name, string value, string raw)
    {
        Name = name;
        Value = value;
        Raw = raw;
    }

    /// <summary>The field's name (RFC 5322, section 2.2).</summary>
    public string Name { get; }

    /// <summary>The value, unfolded and decoded (RFC 2047).</summary>
    public string Value { get; }

    /// <summary>The whole field as it stands in the mail: name, folding, encoded words.</summary>
    public string Raw { get; }

    /// <summary>Name and value.</summary>
    public override string ToString() => $"{Name}: {Value}";
}
