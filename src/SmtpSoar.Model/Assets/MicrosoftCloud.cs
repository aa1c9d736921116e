namespace SmtpSoar;

/// <summary>Which of Microsoft's clouds a tenant is in.</summary>
public enum MicrosoftCloud : long
{
    /// <summary>The one of almost all customers, US Government GCC included.</summary>
    Public,

    /// <summary>US Government GCC High.</summary>
    UsGovernment,

    /// <summary>US Government DoD.</summary>
    UsGovernmentDod,

    /// <summary>China, operated by 21Vianet.</summary>
    China,
}
