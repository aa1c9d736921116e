using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;

namespace SmtpSoar.Quickstart.Run;

/// <summary>One result of the module, read as a script reads it: by property names.</summary>
internal sealed class ActionResult(PSObject result)
{
    public string Action => Text("Action");

    public bool IsSuccess => Text("Status") == "success";

    public string Message => Text("Message");

    public string MessageId => Text("MessageId");

    public string Tls => Text("Tls");

    public string Authentication => Text("Authentication");

    public string ServerResponse => Text("ServerResponse");

    public long Size => (long)result.Properties["Size"].Value;

    public TimeSpan Duration => (TimeSpan)result.Properties["Duration"].Value;

    public IReadOnlyList<string> Recipients => Items("Recipients").Select(recipient => Of(recipient, "Address")).ToList();

    public IReadOnlyList<Step> Steps => Items("Steps").Select(step => new Step(step)).ToList();

    /// <summary>What the action was given, under the name that SOAR has for it.</summary>
    public string Parameter(string name)
    {
        var parameters = (IDictionary<string, object?>)result.Properties["Parameter"].Value;
        return parameters.TryGetValue(name, out var value) ? Convert.ToString(value, CultureInfo.InvariantCulture)! : "";
    }

    private static string Of(PSObject item, string property) =>
        Convert.ToString(item.Properties[property]?.Value, CultureInfo.InvariantCulture) ?? "";

    private string Text(string property) => Of(result, property);

    private IEnumerable<PSObject> Items(string property) =>
        ((IEnumerable?)result.Properties[property]?.Value)?.Cast<object>().Select(PSObject.AsPSObject) ?? [];

    /// <summary>One step of the connectivity test.</summary>
    internal sealed class Step(PSObject step)
    {
        public string Name => Of(step, "Name");

        public string Outcome => Of(step, "Outcome");

        public string Detail => Of(step, "Detail");

        public TimeSpan Duration => (TimeSpan)step.Properties["Duration"].Value;
    }
}
