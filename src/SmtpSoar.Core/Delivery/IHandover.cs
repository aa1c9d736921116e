namespace SmtpSoar.Core.Delivery;

/// <summary>Keeps account of the one moment that decides about a message: from it on, a server may have taken it.</summary>
internal interface IHandover
{
    /// <summary>All of the message but its end has been written. Once this returns, the end goes too.</summary>
    void BeforeLastByte();

    /// <summary>This try is over, and the server has not taken the message. Comes also where it never had all of it.</summary>
    void NotTaken();
}
