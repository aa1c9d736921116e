using System;
using SmtpSoar.Core.OAuth;
using SmtpSoar.Core.Runtime;
using SmtpSoar.Core.Smtp.Connection;
using SmtpSoar.Core.Transport;

namespace SmtpSoar.Core.Smtp;

/// <summary>How to open a connection.</summary>
internal sealed record ConnectionSettings(SmtpAsset Asset, IFeedback Feedback)
{
    /// <summary>Makes those of one connection.</summary>
    public static ConnectionSettings Of(TransportContext context)
    {
        var options = context.Options;
        return new ConnectionSettings(options.Asset, options.Feedback)
        {
            AllowAuthenticationFallback = options.AllowAuthenticationFallback,
            ProtocolLog = options.ProtocolLog,
            LogGap = options.LogGap,
            OAuth = options.OAuth,
            Pipelining = context.ServerState.Pipelining,
            StreamFactory = options.StreamFactory,
            Sign = context.Sign,
            OnOpened = context.ServerState.Opened,
            Clock = options.Clock,
            MachineName = options.MachineName,
            AwaitsEnd = options.Limits is not null,
        };
    }

    /// <summary>Whether a method of authentication that fails makes way for the next one.</summary>
    public bool AllowAuthenticationFallback { get; init; }

    /// <summary>The surroundings of OAuth 2.0: clock, store, browser and network.</summary>
    public OAuthEnvironment OAuth { get; init; } = new();

    /// <summary>Whether a login gets a new access token also where the kept one is good.</summary>
    public bool AlwaysNewToken { get; init; }

    /// <summary>The path of the log of the conversation, or <see langword="null"/> for no log.</summary>
    public string? ProtocolLog { get; init; }

    /// <summary>Says once that the log is not whole.</summary>
    public Once LogGap { get; init; } = new();

    /// <summary>Knows whether the server keeps in step where commands go together.</summary>
    public PipeliningState Pipelining { get; init; } = new();

    /// <summary>Gives the machine's own name.</summary>
    public Func<string> MachineName { get; init; } = OwnName.Machine;

    /// <summary>Creates the stream that replaces the connection to a server, for a message that no server shall get.</summary>
    public Func<ServerStream>? StreamFactory { get; init; }

    /// <summary>Whether the server's end of the connection is awaited, since another machine may take its place then.</summary>
    public bool AwaitsEnd { get; init; }

    /// <summary>Hears how long it took to open a connection.</summary>
    public Action<TimeSpan>? OnOpened { get; init; }

    /// <summary>Shows what the connection waits for.</summary>
    public WaitSign? Sign { get; init; }

    /// <summary>The clock by which a reply may take too long.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
