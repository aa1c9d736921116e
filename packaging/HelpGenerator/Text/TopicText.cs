using System.Text;

namespace SmtpSoar.HelpGenerator.Text;

/// <summary>Text that grows line by line and never gets wider than a console.</summary>
internal sealed class TopicText
{
    /// <summary>One less than 80: some consoles begin a new line when the last column is full.</summary>
    public const int Width = 79;

    public const string Indent = "    ";

    /// <summary>The room of a line of the body.</summary>
    public const int BodyWidth = 75;

    private readonly StringBuilder _text = new();

    public void Heading(string text) => Line(text);

    public void Subheading(string text) => Line("  " + text);

    public void Body(string text) => Item("", text);

    public void Blank() => _text.Append('\n');

    public void Item(string mark, string text)
    {
        var first = Indent + mark;
        foreach (var line in Wrapping.Lines(text, Width - first.Length))
        {
            Line(first + line);
            first = Indent + new string(' ', mark.Length);
        }
    }

    public void Code(string code)
    {
        foreach (var line in code.Split('\n'))
            Line(line.Length == 0 ? "" : Indent + "  " + line);
    }

    public void Line(string line) => _text.Append(line.TrimEnd()).Append('\n');

    public override string ToString() => _text.ToString();
}
