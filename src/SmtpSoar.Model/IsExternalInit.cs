#if NETFRAMEWORK
using System.ComponentModel;

namespace System.Runtime.CompilerServices;

/// <summary>Marks setters that only an initializer may call. The compiler looks for it by this name; the .NET Framework has none.</summary>
/// <remarks>
/// Written here, since PolySharp writes its types in another order at each build: all that refers to the model was then compiled anew.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
internal static class IsExternalInit;
#endif
