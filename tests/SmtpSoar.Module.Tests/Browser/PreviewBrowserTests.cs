using System;
using System.IO;
using System.Threading.Tasks;
using SmtpSoar.Module.Tests.Hosting;
using Xunit;

namespace SmtpSoar.Module.Tests.Browser;

/// <summary>The HTML preview in a real browser.</summary>
public sealed class PreviewBrowserTests : EngineTest
{
    // A picture of 16 x 16 pixels, all of one colour that nothing else on the page has: (12, 240, 99).
    private const string Square = "iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAIAAACQkWg2AAAAFklEQVR42mPg+ZBMEmIY1TCqYfhqAABDh18Q1ph2AgAAAABJRU5ErkJggg==";

    private const string Hostile = """
        <!DOCTYPE html><html><head>
        <base href="URL/base/"><meta http-equiv="refresh" content="0; url=URL/refresh">
        <link rel="stylesheet" href="URL/sheet.css"><link rel="preconnect" href="URL"><link rel="dns-prefetch" href="URL">
        <link rel="prefetch" href="URL/prefetch"><link rel="preload" as="image" href="URL/preload"><link rel="icon" href="URL/icon"><link rel="prerender" href="URL/prerender">
        <style>@import url("URL/import.css"); @font-face { font-family: f; src: url("URL/font.woff2"); }
        body { font-family: f; background: url("URL/background.png"); } p::before { content: url(URL/content.png); } * { color: rgb(1, 2, 3) !important; background: rgb(250, 1, 250); }</style>
        <script>parent.document.body.style.background = "rgb(250, 1, 250)"; parent.document.body.append(document.createElement("script"));</script>
        <script>fetch("URL/fetch"); new Image().src = "URL/script.png"; document.write('<img src="URL/written.png">');</script><script src="URL/script.js"></script>
        </head><body background="URL/old.png" onload="location = 'URL/onload'">
        <p>text</p><img src="URL/image.png" srcset="URL/set.png 2x"><img src="relative.png"><picture><source srcset="URL/source.png"><img src="x"></picture>
        <svg><image href="URL/svg.png"/><use href="URL/use.svg#x"/><style>@import "URL/svg.css";</style></svg>
        <iframe src="URL/frame"></iframe><iframe srcdoc="&lt;link rel=preconnect href=URL&gt;&lt;img src=URL/nested.png&gt;"></iframe><object data="URL/object"></object><embed src="URL/embed"><video src="URL/video" poster="URL/poster" autoplay></video><audio src="URL/audio" autoplay></audio>
        <form action="URL/form"><input type="image" src="URL/input.png" autofocus onfocus="this.form.submit()"></form><a href="URL/ping" ping="URL/ping2">link</a>
        <img src="x" onerror="location='URL/onerror'"><img src="x" onerror="parent.document.body.style.background = 'rgb(250, 1, 250)'"><svg onload="parent.document.body.remove()"></svg><div style="width: 9999px; height: 9999px; position: fixed; top: 0; left: 0; background: rgb(250, 1, 250) url(URL/style.png)"></div>
        </body></html>
        """;

    [BrowserFact]
    public async Task Preview_InlinePicture_IsShown()
    {
        await File.WriteAllBytesAsync(Folder["square.png"], Convert.FromBase64String(Square));
        Engine.Run("Export-SoarEmail -From s@example.org -To a@example.org -HtmlBody '<img src=\"cid:square@x\" width=\"100\" height=\"100\">' -Attachment1 $folder/square.png -ContentId1 square@x -Path $folder/x.html");

        var picture = await new Chromium(Folder.Path).TakePictureAsync(Folder["x.html"], 1000, 1400, it => it.Count(12, 240, 99) > 0);

        Assert.Equal(100 * 100, picture.Count(12, 240, 99));
    }

    [BrowserFact]
    public async Task Preview_HostileHtml_LoadsNothingAndDisturbsNothing()
    {
        using var eavesdropper = new Eavesdropper();
        Engine.Run("Export-SoarEmail -From s@example.org -To a@example.org -HtmlBody $html -TextBody x -Path $folder/x.html", ("html", Hostile.Replace("URL", eavesdropper.Url, StringComparison.Ordinal)));

        var picture = await new Chromium(Folder.Path).TakePictureAsync(Folder["x.html"], 1000, 1400, it => it.Count(250, 1, 250) > 0);

        Assert.Empty(eavesdropper.Requests);
        Assert.Empty(eavesdropper.Connections);

        // The mail has painted its own frame, and nothing beyond: the frame is less than half of the page.
        Assert.InRange(picture.Count(250, 1, 250), 1, picture.Width * picture.Height / 2);
        Assert.InRange(picture.Count(0xF3, 0xF5, 0xF8), 1, int.MaxValue);
    }

    [BrowserFact]
    public async Task Eavesdropper_OrdinaryPage_HearsOfIt()
    {
        using var eavesdropper = new Eavesdropper();
        var page = Folder.Write("plain.html", $"<img src=\"{eavesdropper.Url}/image.png\">");

        await new Chromium(Folder.Path).TakePictureAsync(page, 1000, 1400, _ => !eavesdropper.Requests.IsEmpty);

        // Else the test above would prove nothing.
        Assert.Contains(eavesdropper.Requests, line => line.StartsWith("GET /image.png", StringComparison.Ordinal));
    }
}
