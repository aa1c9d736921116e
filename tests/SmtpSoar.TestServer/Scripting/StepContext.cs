namespace SmtpSoar.TestServer;

/// <summary>What a rule of a <see cref="Script"/> can look at.</summary>
/// <param name="Step">The step.</param>
/// <param name="Argument">What stands after the verb, or the whole line within AUTH.</param>
/// <param name="Connection">The connection.</param>
/// <param name="OpenConnections">How many connections are open, this one among them.</param>
/// <param name="MessageNumber">How many messages this connection has begun, this one among them; 1 for the first.</param>
/// <param name="Message">The whole message, at <see cref="Step.EndOfData"/>.</param>
public sealed record StepContext(
    Step Step, string Argument, SmtpTestConnection Connection, int OpenConnections, int MessageNumber, ReceivedMessage? Message);
