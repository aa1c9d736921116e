using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using SmtpSoar.Quickstart.Mail;
using SmtpSoar.Quickstart.Run;

namespace SmtpSoar.Quickstart.View;

/// <summary>Saves the HTML mail, to be opened in a mail program or in a browser.</summary>
internal static class PreviewView
{
    public static void Show(IReadOnlyList<Arrival> arrivals, Place place, Screen screen)
    {
        if (arrivals.LastOrDefault(arrival => arrival.Mail.First("text/html") is not null) is not { } arrival)
            return;
        var (mail, page) = (Path.Combine(place.Output, "html-mail.eml"), Path.Combine(place.Output, "html-mail.html"));
        Directory.CreateDirectory(place.Output);
        File.WriteAllBytes(mail, arrival.Bytes);
        File.WriteAllText(page, HtmlPage.Of(arrival.Mail), new UTF8Encoding(false));

        screen.Title("To look at");
        screen.Pair("browser", Place.Shorten(page));
        screen.Pair("mail app", Place.Shorten(mail));
    }
}
