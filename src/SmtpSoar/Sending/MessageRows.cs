using System.Linq;
using System.Management.Automation;
using SmtpSoar.Binding;

namespace SmtpSoar.Sending;

/// <summary>Holds the objects of the pipeline that are each a message.</summary>
internal sealed class MessageRows(PSCmdlet command, params string[][] required)
{
    private const string FormatNamespace = "Microsoft.PowerShell.Commands.Internal.Format";

    private readonly bool _hasScript = command.MyInvocation.BoundParameters.Values.Any(ScriptArgument.Has);
    private RowBinder? _binder;
    private bool _hasLines;
    private bool _hasRows;

    /// <summary>Whether a parameter is a script block, which runs for each object.</summary>
    public bool HasScript => _hasScript && Binder.Script is not null;

    /// <summary>The failure that a script block is where nothing comes down the pipeline, or <see langword="null"/>.</summary>
    public SmtpSoarException? ScriptAlone =>
        HasScript && !command.MyInvocation.ExpectingInput && !command.MyInvocation.BoundParameters.ContainsKey("InputObject")
            ? Errors.ScriptBlockAlone.With(Binder.Script)
            : null;

    /// <summary>Gives the command's parameters what an object has for them.</summary>
    /// <returns>The first failure, or <see langword="null"/>.</returns>
    public SmtpSoarException? Bind(PSObject? row) => Binder.Bind(row);

    private RowBinder Binder => _binder ??= new RowBinder(command, required);

    /// <summary>Gives the command's parameters what an object has for them.</summary>
    /// <returns>Whether it is a message. Lines of a text, which fit no parameter, are one together.</returns>
    public bool TryBind(PSObject? row, out SmtpSoarException? failure)
    {
        failure = Bind(row);
        if (_hasRows || HasScript || !IsLine(row))
            return _hasRows = true;
        failure = Errors.LinesUnbound.With();
        (var isFirst, _hasLines) = (!_hasLines, true);
        return isFirst;
    }

    // Format-Table gives objects that become lines later, and are for Out-String.
    private static bool IsLine(PSObject? row) =>
        row?.BaseObject is { } value && (value is string || value.GetType().Namespace == FormatNamespace);
}
