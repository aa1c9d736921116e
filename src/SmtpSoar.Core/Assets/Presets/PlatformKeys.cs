using System;
using System.Collections.Generic;

namespace SmtpSoar.Core.Assets.Presets;

/// <summary>
/// The keys of SOAR itself in a configuration: they concern the platform, its people and its polling, and say nothing about the
/// mail server.
/// </summary>
/// <remarks>
/// Keys of an asset: "REST Asset" in the REST API reference (help.splunk.com). In <c>configuration</c>: <c>ingest</c>, which the
/// platform puts there for each asset, with what the reference lists for polling, and what it adds for the connector's program.
/// </remarks>
internal static class PlatformKeys
{
    // Without tenant_id, which may be meant for Tenant.
    private static readonly HashSet<string> All = new(StringComparer.OrdinalIgnoreCase)
    {
        "ingest", "container_label", "interval_mins", "poll", "start_time_epoch_utc",
        "id", "asset_id", "asset_name", "description", "tags", "type", "token", "validation", "disabled", "version", "internal",
        "product_name", "product_vendor", "product_version", "app_id", "app_guid", "app_version",
        "appname", "apps", "directory", "main_module",
        "action_whitelist", "action_allowlist", "concurrency_limit", "automation_broker", "automation_broker_id", "effective_user",
        "primary_users", "primary_roles", "primary_owners", "primary_voting",
        "secondary_users", "secondary_roles", "secondary_owners", "secondary_voting",
        "tenants", "create_time", "modified_time", "environment_variables", "has_app_update",
    };

    internal static bool Contains(string key) => All.Contains(key.Trim());
}
