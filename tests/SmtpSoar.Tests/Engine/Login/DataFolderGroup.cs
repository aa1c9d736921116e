using Xunit;

namespace SmtpSoar.Tests.Engine.Login;

/// <summary>Tests that have a data folder of their own. The variable that names it is the whole process's, so nothing runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class DataFolderGroup
{
    public const string Name = "Data folder";
}
