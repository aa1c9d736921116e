using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using SmtpSoar.Module.Tests.Hosting;
using Xunit;

namespace SmtpSoar.Module.Tests.Browser;

/// <summary>The HTML preview on a phone, a tablet and a wide screen, light and dark.</summary>
public sealed partial class PreviewLayoutTests : EngineTest
{
    private const int Phone = 390;
    private const int Tablet = 800;
    private const int Wide = 1400;

    // The colour of the end of each mail here, which nothing else has: (12, 240, 99).
    private const string End = "<p style=\"background: rgb(12, 240, 99); height: 20px\"></p>";

    private static readonly string Lines = string.Concat(Enumerable.Repeat("<p>line</p>", 50));

    [BrowserTheory]
    [InlineData(Phone, false)]
    [InlineData(Tablet, false)]
    [InlineData(Wide, false)]
    [InlineData(Phone, true)]
    [InlineData(Tablet, true)]
    [InlineData(Wide, true)]
    public async Task TallMail_AnyScreen_IsShownToItsEnd(int width, bool isDark)
    {
        Export(Lines + End);

        var picture = await new Chromium(Folder.Path).TakePictureAsync(Folder["x.html"], width, 3000, it => it.Count(12, 240, 99) > 0, isDark ? Look.Dark : Look.Light);

        Assert.InRange(picture.Count(12, 240, 99), 20 * width / 2, 20 * width);
        Assert.InRange(isDark ? picture.Count(0x14, 0x18, 0x1F) : picture.Count(0xF3, 0xF5, 0xF8), picture.Width * 100, int.MaxValue);
        Assert.InRange(picture.Count(255, 255, 255), picture.Width * 1000 / 2, int.MaxValue); // mails are made for white
    }

    [BrowserTheory]
    [InlineData("<!DOCTYPE html><html style='height: 100%'><body style='height: 100vh; overflow: auto; margin: 0'><div style='min-height: 100vh; padding: 20px'>", "</div></body></html>")]
    [InlineData("<table width='900'><tr><td>", "</td></tr></table>")]
    [InlineData("<div style='position: absolute; top: 0; width: 100%'>", "</div>")]
    public async Task OddMail_OnAPhone_IsShownToItsEnd(string before, string after)
    {
        Export(before + Lines + End + after);

        var picture = await new Chromium(Folder.Path).TakePictureAsync(Folder["x.html"], Phone, 3000, it => it.Count(12, 240, 99) > 0);

        Assert.InRange(picture.Count(12, 240, 99), 20 * Phone / 2, 20 * Phone);
    }

    [BrowserFact]
    public async Task ShortMail_Frame_IsNoHigherThanIt()
    {
        Export("<p>Hi</p>");

        Assert.InRange(await MeasureAsync("document.querySelector('.frame').offsetHeight", Wide), 20, 100);
    }

    [BrowserFact]
    public async Task EndlessMail_Frame_HasALimit()
    {
        Export("<div style=\"height: 99999999px\"></div>");

        Assert.InRange(await MeasureAsync("document.querySelector('.frame').offsetHeight", Wide), 1000, 31_000);
    }

    [BrowserTheory]
    [InlineData(Phone)]
    [InlineData(Tablet)]
    [InlineData(Wide)]
    public async Task LongNames_AnyScreen_FitIt(int width)
    {
        var name = new string('n', 80);
        Folder.Write($"{name}.csv", "x");
        Export("<img src=\"https://" + new string('h', 60) + ".example.org/x.png\">", $"-Bcc {name[..60]}@{new string('d', 60)}.example.org -ReadReceiptTo {name[..60]}@example.org -Priority High -Attachments $folder/{name}.csv");

        Assert.Equal(width, await MeasureAsync("document.documentElement.scrollWidth", width));
    }

    private void Export(string html, string parameters = "")
    {
        Engine.Run($"Export-SoarEmail -From s@example.org -To a@example.org -Subject x -TextBody x -HtmlBody $html {parameters} -Path $folder/x.html", ("html", html));
        Assert.Empty(Engine.Errors);
    }

    // The page's own policy lets no other script in, so it is left out. In a frame, since a window is at least 500 pixels wide.
    private async Task<int> MeasureAsync(string expression, int width)
    {
        var page = Policy().Replace(await File.ReadAllTextAsync(Folder["x.html"]), "")
            .Replace("</body>", $"<script>addEventListener('load', () => parent.postMessage({expression}, '*'));</script></body>", StringComparison.Ordinal);
        Folder.Write("inner.html", page);
        var outer = Folder.Write("outer.html", $"<title></title><script>onmessage = it => document.title = 'measured ' + it.data;</script><iframe src=\"inner.html\" style=\"width: {width}px; height: 1000px; border: 0\"></iframe>");

        var dump = await new Chromium(Folder.Path).ReadAsync(outer, 2000, 1200);
        return int.Parse(Measured().Match(dump).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("<meta http-equiv=\"Content-Security-Policy\"[^>]*>")]
    private static partial Regex Policy();

    [GeneratedRegex("<title>measured (\\d+)</title>")]
    private static partial Regex Measured();
}
