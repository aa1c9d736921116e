using System;
using System.Text;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Preview;

/// <summary>The one script of a preview: it makes each frame as high as the message in it.</summary>
/// <remarks>
/// The page's policy allows this text alone, by its digest, and only outside of the frames: their sandbox forbids all scripts. A frame
/// shares the page's origin, without which the script could not learn its height; a message can use that in no way, since nothing of it
/// runs. The script reads two heights, sets one, and sends nothing. Without it a frame keeps the height of the style sheet, and scrolls.
/// </remarks>
internal static class PreviewScript
{
    /// <summary>The script, with the line ends of HTML, over which browsers take the digest.</summary>
    public static string Text { get; } = Source.Replace("\r\n", "\n");

    /// <summary>The script's name in the page's policy.</summary>
    public static string Permission { get; } = $"'sha256-{Convert.ToBase64String(Sha256Digest.Bytes(Encoding.UTF8.GetBytes(Text)))}'";

    // Measured at no height, so that a message whose height goes by its frame's does not grow with each measurement.
    private const string Source = """

        (() => {
          const highest = 30000, least = 24, bar = 20;
          const fit = frame => {
            const box = frame.parentNode, html = frame.contentDocument && frame.contentDocument.documentElement;
            if (!html) return;
            const top = scrollY;
            box.style.height = '0';
            const body = frame.contentDocument.body;
            const height = Math.max(html.scrollHeight, body ? body.scrollHeight : 0);
            const isWide = html.scrollWidth > html.clientWidth;
            box.style.height = least > height ? '' : Math.min(height + (isWide ? bar : 0), highest) + 'px';
            scrollTo(scrollX, top);
          };
          const frames = [...document.querySelectorAll('iframe')];
          let width = innerWidth;
          frames.forEach(frame => { frame.addEventListener('load', () => fit(frame)); fit(frame); });
          addEventListener('resize', () => { if (width !== innerWidth) { width = innerWidth; frames.forEach(fit); } });
        })();

        """;
}
