using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using SmtpSoar.Binding;
using SmtpSoar.Core.Assets;
using SmtpSoar.Pipeline;

namespace SmtpSoar.Commands;

/// <summary>Reads an asset from a SOAR configuration.</summary>
[Cmdlet(VerbsData.Import, "SmtpAsset", DefaultParameterSetName = ConfigurationSet)]
[OutputType(typeof(SmtpAsset))]
public sealed class ImportSmtpAssetCommand : CoreCommand
{
    private const string ConfigurationSet = "Configuration";
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";

    private readonly List<string> _lines = [];

    /// <summary>The configuration: JSON text, a hashtable, an object, or a file as Get-ChildItem gives it.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ConfigurationSet)]
    [AllowEmptyString]
    public object? Configuration { get; set; }

    /// <summary>JSON files. Wildcards are allowed.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    public string[]? Path { get; set; }

    /// <summary>JSON files, taken literally.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = LiteralPathSet)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[]? LiteralPath { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == PathSet)
            Path!.SelectMany(path => SessionState.Path.GetResolvedProviderPathFromPSPath(path, out _)).ToList().ForEach(WriteFile);
        else if (ParameterSetName == LiteralPathSet)
            LiteralPath!.Select(FullPath).ToList().ForEach(WriteFile);
        else if (Values.Unwrap(Configuration) is FileInfo file)
            // By value, as Get-ChildItem gives it: that binds before the property names of -LiteralPath are looked at.
            WriteFile(file.FullName);
        else if (Values.Unwrap(Configuration) is string text)
            _lines.Add(text);
        else
            Write(Configuration);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        // Get-Content without -Raw gives a file line by line.
        if (_lines.Count > 0)
            Write(() => AssetReader.FromJson(string.Join("\n", _lines)), null);
    }

    private void WriteFile(string path) => Write(() => AssetReader.FromFile(path), path);

    private void Write(object? configuration) => Write(() => AssetArgument.Resolve(configuration), null);

    private void Write(System.Func<SmtpAsset> read, object? target)
    {
        try
        {
            var asset = read();
            AssetValidator.Validate(asset);
            WriteObject(asset);
        }
        catch (SmtpSoarException error)
        {
            WriteFailure(error, target);
        }
    }
}
