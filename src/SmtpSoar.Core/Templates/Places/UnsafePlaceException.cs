using System;

namespace SmtpSoar.Core.Templates.Places;

/// <summary>A value stands where it can't be made text.</summary>
internal sealed class UnsafePlaceException(int site, string where) : Exception(where)
{
    /// <summary>The number of its place in the template.</summary>
    public int Site { get; } = site;
}
