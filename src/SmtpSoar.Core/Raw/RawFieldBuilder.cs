using System;
using System.IO;
using System.Linq;
using SmtpSoar.Core.Raw.Text;

namespace SmtpSoar.Core.Raw;

/// <summary>Puts a field together from its lines.</summary>
internal sealed class RawFieldBuilder : IDisposable
{
    private readonly string _name;
    private readonly MemoryStream _bytes = new();

    private RawFieldBuilder(string name)
    {
        _name = name;
    }

    /// <summary>Begins a field, if the line has a name and a colon. Blanks before the colon are obsolete but legal.</summary>
    public static RawFieldBuilder? TryBegin(ReadOnlySpan<byte> line)
    {
        if (NameOf(line) is not { } name)
            return null;

        var builder = new RawFieldBuilder(name);
        builder.Add(line);
        return builder;
    }

    /// <summary>The name of the field that a line begins, or <see langword="null"/> if it begins none.</summary>
    public static string? NameOf(ReadOnlySpan<byte> line)
    {
        var colon = line.IndexOf((byte)':');
        if (colon < 0)
            return null;

        var name = ByteText.Decode(line.Slice(0, colon).ToArray()).TrimEnd(' ', '\t');
        return IsName(name) ? name : null;
    }

    public void Add(ReadOnlySpan<byte> line)
    {
        _bytes.Write(line.ToArray(), 0, line.Length);
        _bytes.WriteByte((byte)'\r');
        _bytes.WriteByte((byte)'\n');
    }

    public RawField Build() => new(_name, _bytes.ToArray());

    public void Dispose() => _bytes.Dispose();

    private static bool IsName(string name) => name.Length > 0 && name.All(character => character is > ' ' and <= '~');
}
