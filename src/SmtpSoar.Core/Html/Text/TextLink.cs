using System;

namespace SmtpSoar.Core.Html.Text;

/// <summary>A link while its text is written.</summary>
internal sealed class TextLink
{
    private readonly TextLayout _layout;
    private readonly string _target;
    private bool _hasImage;

    internal TextLink(TextLayout layout, string target)
    {
        _layout = layout;
        _target = target;
        layout.StartCapture();
    }

    /// <summary>It shows an image, so it is there even without text.</summary>
    internal void AddImage() => _hasImage = true;

    /// <summary>Writes where it leads, unless its text says so.</summary>
    internal void End()
    {
        var text = _layout.EndCapture();
        if (text.Length > 0 && !IsSame(text))
            _layout.AppendToText(" <" + _target + ">");
        else if (text.Length == 0 && _hasImage)
            WriteTarget();
    }

    private bool IsSame(string text) => text.TrimEnd('/').Equals(_target.TrimEnd('/'), StringComparison.OrdinalIgnoreCase);

    private void WriteTarget()
    {
        foreach (var character in "<" + _target + ">")
            _layout.Write(character);
    }
}
