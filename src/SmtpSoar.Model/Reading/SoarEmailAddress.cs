namespace SmtpSoar;

/// <summary>An address in a mail that was read.</summary>
public sealed class SoarEmailAddress
{
    /// <summary>Makes one.</summary>
    public SoarEmailAddress(string? name, string address)
    {
        Name = string.IsNullOrEmpty(name) ? null : name;
        Address = address;
    }

    /// <summary>The display name, decoded, or <see langword="null"/>.</summary>
    public string? Name { get; }

    /// <summary>The address.</summary>
    public string Address { get; }

    /// <summary>Name and address.</summary>
    public override string ToString() => Name is null ? Address : $"{Name} <{Address}>";
}
