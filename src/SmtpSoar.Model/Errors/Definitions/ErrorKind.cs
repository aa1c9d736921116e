namespace SmtpSoar;

/// <summary>The kinds of failure. The commands turn it into PowerShell's error category of the same name.</summary>
public enum ErrorKind : long
{
    /// <summary>The user's value can't be used.</summary>
    InvalidArgument,

    /// <summary>The user's value can't be read as what it should be.</summary>
    InvalidData,

    /// <summary>Something named does not exist.</summary>
    ObjectNotFound,

    /// <summary>Something can't be read.</summary>
    ReadError,

    /// <summary>Something can't be written.</summary>
    WriteError,

    /// <summary>The network or the name service failed.</summary>
    ConnectionError,

    /// <summary>The server does not speak as it should.</summary>
    ProtocolError,

    /// <summary>The server did not accept who we are.</summary>
    AuthenticationError,

    /// <summary>Going on would not be safe.</summary>
    SecurityError,

    /// <summary>The server refused.</summary>
    InvalidResult,

    /// <summary>It can't be done in the present state.</summary>
    InvalidOperation,

    /// <summary>Another command or process uses it.</summary>
    ResourceBusy,

    /// <summary>A limit was passed.</summary>
    LimitsExceeded,

    /// <summary>A time limit was passed.</summary>
    OperationTimeout,

    /// <summary>The user stopped it.</summary>
    OperationStopped,

    /// <summary>The platform does not have it.</summary>
    NotImplemented,

    /// <summary>A fault of this module.</summary>
    NotSpecified,
}
