using System;
using System.IO;
using System.Reflection;
using System.Reflection.Emit;

namespace SmtpSoar.Module.Tests.Import;

/// <summary>
/// Stands in for the old version of a library that another module has brought along: the same identity with a lower
/// version number, and next to nothing in it. Whoever gets it in place of the right one fails at the first type.
/// </summary>
internal static class OldAssembly
{
    /// <summary>Writes it.</summary>
    /// <param name="current">The right assembly, whose name and key it takes.</param>
    /// <param name="folder">Where to.</param>
    /// <returns>Its path.</returns>
    public static string Write(string current, string folder)
    {
        var name = AssemblyName.GetAssemblyName(current);
        var old = new AssemblyName(name.Name!) { Version = new Version(0, 1, 0, 0) };
        old.SetPublicKey(name.GetPublicKey());
        var builder = new PersistedAssemblyBuilder(old, typeof(object).Assembly);
        builder.DefineDynamicModule(name.Name!).DefineType("Old", TypeAttributes.Public).CreateType();
        var path = Path.Combine(folder, name.Name + ".dll");
        builder.Save(path);
        return path;
    }
}
