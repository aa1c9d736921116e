using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using SmtpSoar.Module.Tests.Hosting;

namespace SmtpSoar.Module.Tests.Import;

/// <summary>What scripts can see of the module, in lines that compare well: commands with their parameters, public types with their members.</summary>
internal static class Surface
{
    private const BindingFlags Visible = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly string[] OfEveryObject = ["Equals", "GetHashCode", "ToString", "GetType"];

    public static IReadOnlyList<string> Of(Engine engine)
    {
        var commands = engine.Run("Get-Command -Module SmtpSoar").Select(command => (CmdletInfo)command.BaseObject).OrderBy(command => command.Name, StringComparer.Ordinal);
        var types = AppDomain.CurrentDomain.GetAssemblies().Single(assembly => assembly.Location == BuiltModule.File("SmtpSoar.Model.dll")).GetExportedTypes();
        return [.. commands.SelectMany(OfCommand), .. types.OrderBy(type => type.FullName, StringComparer.Ordinal).SelectMany(OfType)];
    }

    private static IEnumerable<string> OfCommand(CmdletInfo command)
    {
        yield return "";
        yield return $"{command.Name} -> {(command.OutputType.Count > 0 ? string.Join(", ", command.OutputType.Select(type => type.Name)) : "nothing")}";
        foreach (var parameter in command.Parameters.Values.Where(parameter => !Cmdlet.CommonParameters.Contains(parameter.Name)).OrderBy(parameter => parameter.Name, StringComparer.Ordinal))
        {
            yield return $"  -{parameter.Name} {Name(parameter.ParameterType)}{string.Concat(parameter.Aliases.Select(alias => " alias " + alias))}{(RowValues.Has(command, parameter.Name) ? ", of an object's property" : "")}";
            foreach (var (set, data) in parameter.ParameterSets.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                yield return $"    {(set == ParameterAttribute.AllParameterSets ? "always" : "in " + set)}{OfSet(data)}";
        }
    }

    private static string OfSet(ParameterSetMetadata data) => string.Concat(
        data.IsMandatory ? ", mandatory" : "",
        data.Position >= 0 ? $", position {data.Position}" : "",
        data.ValueFromPipeline ? ", pipeline" : "",
        data.ValueFromPipelineByPropertyName ? ", pipeline by name" : "",
        data.ValueFromRemainingArguments ? ", rest" : "");

    private static IEnumerable<string> OfType(Type type)
    {
        yield return "";
        yield return $"{(type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.IsAbstract ? "abstract class" : "class")} {type.FullName}{(type.BaseType?.Namespace == "SmtpSoar" ? " : " + type.BaseType.Name : "")}";
        var members = type.IsEnum
            ? Enum.GetNames(type).Select(name => $"  {name} = {Convert.ToInt64(Enum.Parse(type, name), System.Globalization.CultureInfo.InvariantCulture)}")
            : type.GetMembers(Visible).Select(OfMember).OfType<string>().Order(StringComparer.Ordinal);
        foreach (var member in members)
            yield return member;
    }

    private static string? OfMember(MemberInfo member) => member switch
    {
        PropertyInfo property when property.GetMethod is { IsPublic: true } => $"  {property.Name} {Name(property.PropertyType)}{(property.SetMethod is { IsPublic: true } ? "" : ", read only")}",
        MethodInfo { IsPublic: true, IsSpecialName: false } method when !OfEveryObject.Contains(method.Name) => $"  {method.Name}({Parameters(method)}) {Name(method.ReturnType)}",
        ConstructorInfo { IsPublic: true, IsStatic: false } constructor => $"  new({Parameters(constructor)})",
        FieldInfo { IsPublic: true } field => $"  {field.Name} {Name(field.FieldType)}, field",
        _ => null,
    };

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter => Name(parameter.ParameterType) + " " + parameter.Name));

    private static string Name(Type type)
    {
        if (type.IsArray)
            return Name(type.GetElementType()!) + "[]";
        if (Nullable.GetUnderlyingType(type) is { } value)
            return Name(value) + "?";
        return type.IsGenericType ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : type.Name;
    }
}
