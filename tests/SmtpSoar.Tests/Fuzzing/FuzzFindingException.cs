using System;

namespace SmtpSoar.Tests.Fuzzing;

/// <summary>Something that no input may bring about.</summary>
public sealed class FuzzFindingException : Exception
{
    public FuzzFindingException(string message)
        : base(message)
    {
    }

    public FuzzFindingException(string message, Exception cause)
        : base(message, cause)
    {
    }

    internal static void If(bool isWrong, string what)
    {
        if (isWrong)
            throw new FuzzFindingException(what);
    }
}
