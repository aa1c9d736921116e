using System;
using System.Collections.Generic;
using AngleSharp.Css.Dom;

namespace SmtpSoar.Core.Html.Sanitizing;

/// <summary>Lists the markup of mails that the sanitizer does not allow by itself; none of it can run.</summary>
internal static class MailMarkup
{
    /// <summary>Elements of documents, media, and Word's own paragraph mark.</summary>
    internal static readonly string[] Tags =
    [
        "style", "title", "meta", "picture", "source", "video", "audio", "track", "nobr", "bdo", "hgroup", "search", "basefont",
        "dialog", "marquee", "listing", "rb", "rtc", "o:p",
    ];

    /// <summary>Attributes that mail is laid out with.</summary>
    internal static readonly string[] Attributes =
    [
        "class", "id", "role", "face", "background", "srcset", "sizes", "media", "loading", "decoding", "hidden", "translate", "content",
        "http-equiv", "property", "itemscope", "itemprop", "itemtype", "itemid", "itemref", "link", "vlink", "alink", "text", "leftmargin",
        "topmargin", "rightmargin", "bottommargin", "marginwidth", "marginheight", "bordercolor", "bordercolorlight", "bordercolordark",
        "poster", "controls", "loop", "muted", "autoplay", "playsinline", "preload", "kind", "srclang", "default", "datetime",
        "referrerpolicy", "xml:lang", "xmlns", "xmlns:v", "xmlns:o", "xmlns:w", "xmlns:m", "version", "prefix",
    ];

    /// <summary>The target of a form: a mail sends none.</summary>
    internal static readonly string[] FormTargets = ["action", "formaction"];

    /// <summary>Addresses that a mail may lead to. <c>data</c> is decided case by case.</summary>
    internal static readonly string[] Schemes = ["http", "https", "mailto", "tel", "sms", "cid", "ftp", "ftps"];

    /// <summary>Rules of style sheets. Imports are not among them: the sanitizer can't look into what they fetch.</summary>
    internal static readonly CssRuleType[] Rules =
    [
        CssRuleType.Style, CssRuleType.Namespace, CssRuleType.Media, CssRuleType.FontFace, CssRuleType.Page, CssRuleType.Keyframes,
        CssRuleType.Keyframe, CssRuleType.Supports, CssRuleType.Charset, CssRuleType.Unknown,
    ];

    /// <summary>Elements that Outlook reads in its conditional comments: VML shapes and the settings of Word.</summary>
    internal static readonly string[] OutlookTags =
    [
        "xml", "v:background", "v:fill", "v:formulas", "v:f", "v:group", "v:h", "v:handles", "v:image", "v:imagedata", "v:line", "v:oval",
        "v:path", "v:rect", "v:roundrect", "v:shadow", "v:shape", "v:shapetype", "v:stroke", "v:textbox", "v:textpath", "o:lock",
        "o:officedocumentsettings", "o:allowpng", "o:pixelsperinch", "o:targetscreensize", "o:relyonvml", "w:anchorlock", "w:wrap",
        "w:worddocument", "w:view", "w:zoom", "w:donotoptimizeforbrowser", "w:compatibility", "w:dontusehtmlparagraphautospacing",
    ];

    /// <summary>Attributes of those elements.</summary>
    internal static readonly string[] OutlookAttributes =
    [
        "adj", "alignshape", "angle", "arcsize", "aspect", "coordorigin", "coordsize", "croptop", "cropbottom", "cropleft", "cropright",
        "esdevvmlinset", "fill", "fillcolor", "filled", "fillopacity", "focus", "from", "inset", "joinstyle", "o:allowincell",
        "o:allowoverlap", "o:button", "o:hr", "o:hralign", "o:hrstd", "o:preferrelative", "o:spid", "o:spt", "opacity",
        "origin", "path", "position", "recolor", "rotate", "stroke", "strokecolor", "stroked", "strokeweight", "to", "v:ext",
        "weight", "anchorx", "anchory", "color2", "offset", "endcap", "gradientshapeok", "o:connecttype", "aspectratio",
    ];

    private static readonly HashSet<string> NamespaceUris = new(StringComparer.OrdinalIgnoreCase)
    {
        "http://www.w3.org/1999/xhtml", "urn:schemas-microsoft-com:vml", "urn:schemas-microsoft-com:office:office",
        "urn:schemas-microsoft-com:office:word", "http://schemas.microsoft.com/office/2004/12/omml", "http://www.w3.org/TR/REC-html40",
    };

    /// <summary>Whether a namespace is one of mail. Others gave old browsers elements with behaviour.</summary>
    internal static bool IsKnownNamespace(string uri) => NamespaceUris.Contains(uri.Trim());
}
