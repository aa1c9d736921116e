using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using SmtpSoar.Module.Tests.Hosting;
using Xunit;

namespace SmtpSoar.Module.Tests.Import;

/// <summary>The two assemblies that everybody sees keep the libraries to themselves.</summary>
public sealed class SurfaceTests
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Theory]
    [InlineData("Core", "SmtpSoar.dll")]
    [InlineData("Core", "SmtpSoar.Model.dll")]
    [InlineData("Desktop", "SmtpSoar.dll")]
    [InlineData("Desktop", "SmtpSoar.Model.dll")]
    public void References_FrontAssembly_AreTheFrameworkPowerShellAndTheModule(string target, string file)
    {
        using var image = new PEReader(File.OpenRead(Path.Combine(BuiltModule.Folder, "bin", target, file)));
        var metadata = image.GetMetadataReader();

        var strange = metadata.AssemblyReferences
            .Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))
            .Where(name => !IsAllowed(name) && name != "SmtpSoar.Core");

        Assert.Empty(strange);
    }

    // ConvertTo-Json writes the names of those that are based on 64 bits, since numbers of that size are none for JavaScript.
    [Fact]
    public void Enumerations_ThatScriptsSee_AreLongSoThatJsonNamesTheirValues()
    {
        using var engine = Engine.WithModule();
        var assembly = AppDomain.CurrentDomain.GetAssemblies().Single(loaded => loaded.Location == BuiltModule.File("SmtpSoar.Model.dll"));

        Assert.All(assembly.GetExportedTypes().Where(type => type.IsEnum), type => Assert.Equal(typeof(long), Enum.GetUnderlyingType(type)));
    }

    [Theory]
    [InlineData("SmtpSoar.dll")]
    [InlineData("SmtpSoar.Model.dll")]
    public void Signatures_PublicAndProtectedMembers_NameNoOtherLibrary(string file)
    {
        using var engine = Engine.WithModule();
        var assembly = AppDomain.CurrentDomain.GetAssemblies().Single(loaded => loaded.Location == BuiltModule.File(file));

        var strange =
            from type in assembly.GetExportedTypes()
            from named in TypesNamedBy(type).SelectMany(Parts)
            where !IsAllowed(named.Assembly.GetName().Name!)
            select $"{type}: {named}";

        Assert.NotEmpty(assembly.GetExportedTypes());
        Assert.Empty(strange);
    }

    [Fact]
    public void DesktopBuild_PublicTypes_AreThoseOfTheCoreBuild()
    {
        Assert.Equal(PublicTypes("Core", "SmtpSoar.dll"), PublicTypes("Desktop", "SmtpSoar.dll"));
        Assert.Equal(PublicTypes("Core", "SmtpSoar.Model.dll"), PublicTypes("Desktop", "SmtpSoar.Model.dll"));
    }

    private static IEnumerable<string> PublicTypes(string target, string file)
    {
        using var image = new PEReader(File.OpenRead(Path.Combine(BuiltModule.Folder, "bin", target, file)));
        var metadata = image.GetMetadataReader();
        return [.. metadata.TypeDefinitions
            .Select(metadata.GetTypeDefinition)
            .Where(type => (type.Attributes & TypeAttributes.VisibilityMask) == TypeAttributes.Public)
            .Select(type => metadata.GetString(type.Name))
            .Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<Type> TypesNamedBy(Type type)
    {
        IEnumerable<Type?> named = [type.BaseType, .. type.GetInterfaces()];
        named = named.Concat(type.GetMethods(All).Where(IsVisible).SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType)));
        named = named.Concat(type.GetConstructors(All).Where(IsVisible).SelectMany(constructor => constructor.GetParameters().Select(parameter => parameter.ParameterType)));
        named = named.Concat(type.GetFields(All).Where(field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly).Select(field => field.FieldType));
        return named.Concat(type.GetCustomAttributesData().Select(attribute => attribute.AttributeType)).OfType<Type>();
    }

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static IEnumerable<Type> Parts(Type type) => type.HasElementType
        ? Parts(type.GetElementType()!)
        : type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Prepend(type.GetGenericTypeDefinition()) : [type];

    private static bool IsAllowed(string assembly) =>
        assembly is "mscorlib" or "netstandard" or "System" or "SmtpSoar" or "SmtpSoar.Model" || assembly.StartsWith("System.", StringComparison.Ordinal);
}
