namespace SmtpSoar.Core.Assets.Json;

/// <summary>A place in a text, counted from 1, in bytes as <see cref="System.Text.Json.JsonException"/> does.</summary>
internal readonly record struct TextPosition(int Line, int Column)
{
    internal static TextPosition Of(byte[] utf8, long index)
    {
        int line = 1, column = 1;
        for (var position = 0; position < index; position++)
        {
            column++;
            if (utf8[position] == (byte)'\n')
                (line, column) = (line + 1, 1);
        }

        return new TextPosition(line, column);
    }
}
