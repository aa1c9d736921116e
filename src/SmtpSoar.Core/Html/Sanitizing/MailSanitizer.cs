using System;
using System.Text.RegularExpressions;
using AngleSharp.Css.Dom;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Ganss.Xss;

namespace SmtpSoar.Core.Html.Sanitizing;

/// <summary>The HtmlSanitizer library, told what mail needs. Markup that is allowed here can't run; all else goes.</summary>
internal sealed class MailSanitizer : HtmlSanitizer
{
    // The library looks for expression() itself. Image filters of old browsers fetch addresses without url().
    private static readonly Regex DangerousValue = new(
        @"[<>]|(?:java|vb|live)script|mocha:|data:text|-moz-binding|@import",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex DangerousProperty = new(
        @"behaviou?r$|-moz-binding|^layout-grid-script$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex SafeDataUrl = new(
        @"^\s*data:image/(?:png|gif|jpe?g|pjpeg|webp|bmp|x-icon|avif)(?:;[\w=-]+)*,",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    // Rules that only Word and old phones know: they stay if nothing in them could be an address or a function.
    private static readonly Regex SafeUnknownRule = new(
        @"^\s*@(?:list|-ms-viewport|viewport)\b[^{}<>\\(@]*\{[^{}<>\\(@]*\}\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private readonly RemovedNames _removed;
    private readonly RemovalEffort _effort;

    internal MailSanitizer(RemovedNames removed, RemovalEffort effort)
    {
        _removed = removed;
        _effort = effort;
        KeepChildNodes = false;
        AllowDataAttributes = true;
        AllowCssCustomProperties = true;
        DisallowCssPropertyValue = DangerousValue;
        AllowedTags.UnionWith(MailMarkup.Tags);
        AllowedAttributes.UnionWith(MailMarkup.Attributes);
        AllowedAttributes.ExceptWith(MailMarkup.FormTargets);
        AllowedSchemes.UnionWith(MailMarkup.Schemes);
        AllowedAtRules.UnionWith(MailMarkup.Rules);
        EncodeComment = static _ => { };
        RemovingTag += OnTag;
        RemovingAttribute += OnAttribute;
        RemovingStyle += (_, e) => _removed.Add(e.Style.Name);
        FilterCssRule += static (_, e) => e.Cancel = e.CssRule.Type == CssRuleType.Unknown && !SafeUnknownRule.IsMatch(e.CssRule.CssText);
        RemovingAtRule += (_, e) => _removed.Add("@" + e.Rule.Type);
    }

    /// <summary>Lets through what Outlook alone reads.</summary>
    internal void AllowOutlookMarkup()
    {
        AllowedTags.UnionWith(MailMarkup.OutlookTags);
        AllowedAttributes.UnionWith(MailMarkup.OutlookAttributes);
    }

    /// <summary>
    /// Properties that it does not know are let through, but for those that bring behaviour: mso-* and the like are harmless.
    /// </summary>
    protected override bool IsAllowedCssProperty(string propertyName) => !DangerousProperty.IsMatch(propertyName);

    /// <summary>The library decides; images within the HTML are let through where they are pictures and nothing else.</summary>
    protected override string? SanitizeUrl(IElement element, string url, string baseUrl) =>
        element.LocalName is not ("a" or "area") && SafeDataUrl.IsMatch(url) ? url : base.SanitizeUrl(element, url, baseUrl);

    private void OnTag(object? sender, RemovingTagEventArgs e)
    {
        _removed.Add(e.Tag.LocalName);
        if (!CanUnwrap(e.Tag))
        {
            _effort.AddRemoval(e.Tag);
            return;
        }

        _effort.AddUnwrapping(e.Tag);
        e.Tag.Replace([.. e.Tag.ChildNodes]);
        e.Cancel = true;
    }

    // An unknown element shows its content, as in browsers. Elements that the parser treats in its own way go whole.
    private static bool CanUnwrap(IElement tag) => tag.NamespaceUri == NamespaceNames.HtmlUri
        && tag is IHtmlUnknownElement
        && (tag.Flags & NodeFlags.LiteralText) == 0;

    private void OnAttribute(object? sender, RemovingAttributeEventArgs e)
    {
        if (e.Reason == RemoveReason.NotAllowedAttribute && e.Attribute.Name.StartsWith("aria-", StringComparison.OrdinalIgnoreCase))
            e.Cancel = true;
        else
            _removed.Add(e.Attribute.Name);
    }
}
