namespace SmtpSoar;

// A message that is written to a file in place of being sent.
public static partial class Errors
{
    internal static readonly ErrorDefinition ExportFormatUnknown = new(
        nameof(ExportFormatUnknown),
        ErrorKind.InvalidArgument,
        FailureHandling.Input,
        "'{0}' ends neither in .eml nor in .html, so it does not say what to write.",
        "Give a name with one of these endings, or -Format Eml or -Format Html.");

    internal static readonly ErrorDefinition ExportPathMissing = new(
        nameof(ExportPathMissing),
        ErrorKind.InvalidArgument,
        FailureHandling.Input,
        "There is one message, whose attachments come down the pipeline, and no -Path for it.",
        "Give -Path beside -To and the body.");

    internal static readonly ErrorDefinition ExportFileExists = new(
        nameof(ExportFileExists),
        ErrorKind.WriteError,
        FailureHandling.Input,
        "The file '{0}' is there already.",
        "Give another -Path, or -Force to replace the file.");

    internal static readonly ErrorDefinition ExportTargetNotRegular = new(
        nameof(ExportTargetNotRegular),
        ErrorKind.WriteError,
        FailureHandling.Input,
        "'{0}' is {1}, which no file may replace.",
        "Give the path of a file. To hand the message to a pipe or device, write a file and copy it there.");

    internal static readonly ErrorDefinition ExportFileRepeated = new(
        nameof(ExportFileRepeated),
        ErrorKind.InvalidArgument,
        FailureHandling.Input,
        "Another message of this pipeline has just been written to '{0}'.",
        "Give each message a file of its own, for example by -Path { \"$($_.Number).html\" } or by a column Path.");

    internal static readonly ErrorDefinition ExportFailed = new(
        nameof(ExportFailed),
        ErrorKind.WriteError,
        FailureHandling.Input,
        "The file '{0}' can't be written: {1}",
        "Check that its folder is there, that you may write to it, and that the disk has room.");
}
