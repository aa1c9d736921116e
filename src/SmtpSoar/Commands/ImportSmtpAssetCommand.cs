using System;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using SmtpSoar.Binding;
using SmtpSoar.Core.Assets;
using SmtpSoar.Core.Assets.Json;
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

    /// <summary>The configuration: JSON text, a hashtable or an object. Down the pipeline also files.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ConfigurationSet)]
    [AllowEmptyString]
    public PSObject? Configuration { get; set; }

    /// <summary>JSON files. Wildcards are allowed.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Path { get; set; }

    /// <summary>JSON files, taken literally.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = LiteralPathSet)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[]? LiteralPath { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var file in FindFiles(Path, LiteralPath))
            WriteFile(file);
        if (ParameterSetName == ConfigurationSet)
            Read(Values.Unwrap(Configuration));
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        // Get-Content without -Raw gives a file line by line.
        if (_lines.Count > 0)
            Write(() => AssetReader.FromJson(string.Join("\n", _lines), Note), null);
    }

    private void Read(object? configuration)
    {
        if (configuration is string text)
            _lines.Add(text);
        else if (configuration is FileInfo file)
            WriteFile(file.FullName);
        else
            Write(() => AssetArgument.Read(configuration, Note), null);
    }

    private void WriteFile(string path) =>
        Write(() => RunHere(stop => AssetReader.FromFile(path, Note, stop)), path);

    private void Write(Func<SmtpAsset> read, object? target)
    {
        if (TryMake(() => Valid(read()), target, out var asset))
            WriteObject(asset);
    }

    private static SmtpAsset Valid(SmtpAsset asset)
    {
        AssetValidator.Validate(asset);
        return asset;
    }
}
