namespace SmtpSoar.Core.Assets.Store;

/// <summary>A kept asset after a change.</summary>
/// <param name="Asset">The asset as it is now, without secrets.</param>
/// <param name="NeedsLogin">Whether tokens were forgotten that only a person can get anew.</param>
public sealed record AssetChanged(RegisteredSmtpAsset Asset, bool NeedsLogin);
