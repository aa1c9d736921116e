using System;
using System.Text;

namespace SmtpSoar.Quickstart.View;

/// <summary>The terminal: 80 columns at most, and colour only where it is wanted, such that dark and light ones show it.</summary>
internal sealed class Screen
{
    private const int MostColumns = 80;

    private readonly bool _colour = !Console.IsOutputRedirected
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && Environment.GetEnvironmentVariable("TERM") != "dumb";

    private bool _afterBlank;

    public Screen()
    {
        // Windows starts with an old code page, in which the lines of a tree are question marks.
        if (OperatingSystem.IsWindows() && !Console.IsOutputRedirected)
            Console.OutputEncoding = Encoding.UTF8;
        HasUnicode = Console.OutputEncoding.CodePage == Encoding.UTF8.CodePage;
    }

    /// <summary>Whether more than ASCII can be shown.</summary>
    public bool HasUnicode { get; }

    public int Width { get; } = Columns();

    public void Title(string text)
    {
        if (!_afterBlank)
            Line();
        Write(text, ConsoleColor.DarkCyan);
        Write(new string(HasUnicode ? '─' : '-', Width), ConsoleColor.DarkGray);
    }

    public void Good(string text, int indent = 0) => Line(text, indent, 0, ConsoleColor.DarkGreen);

    public void Bad(string text, int indent = 0) => Line(text, indent, 0, ConsoleColor.Red);

    public void Warn(string text, int indent = 0) => Line(text, indent, 0, ConsoleColor.DarkYellow);

    public void Dim(string text, int indent = 0) => Line(text, indent, 0, ConsoleColor.DarkGray);

    /// <summary>A heading on the left, and its outcome at the right edge.</summary>
    public void Heading(string left, string right, bool good)
    {
        Put(left.PadRight(Math.Max(left.Length + 1, Width - right.Length)), null);
        Write(right, good ? ConsoleColor.DarkGreen : ConsoleColor.Red);
    }

    /// <summary>A name and its value.</summary>
    public void Pair(string name, string value) => Line($"{name,-11} {value}", 2, 12);

    public void Line(string text = "", int indent = 0, int hanging = 0, ConsoleColor? colour = null)
    {
        foreach (var line in Wrapping.Wrap(text, Width, indent, hanging))
            Write(line, colour);
    }

    // A character in the last column would make some terminals add an empty line.
    private static int Columns()
    {
        try
        {
            return Console.IsOutputRedirected || Console.WindowWidth < 40 ? MostColumns - 1 : Math.Min(MostColumns, Console.WindowWidth) - 1;
        }
        catch (System.IO.IOException)
        {
            return MostColumns - 1;
        }
    }

    private void Write(string text, ConsoleColor? colour)
    {
        Put(text, colour);
        Console.WriteLine();
        _afterBlank = text.Length == 0;
    }

    private void Put(string text, ConsoleColor? colour)
    {
        if (_colour && colour is { } chosen)
            Console.ForegroundColor = chosen;
        Console.Write(text);
        if (_colour && colour is not null)
            Console.ResetColor();
    }
}
