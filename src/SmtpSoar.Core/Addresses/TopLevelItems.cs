using System.Collections.Generic;
using System.Text;

namespace SmtpSoar.Core.Addresses;

/// <summary>Cuts an address list at those commas that stand outside quotes, comments, angle brackets and groups.</summary>
internal static class TopLevelItems
{
    public static IEnumerable<string> Split(string list)
    {
        var item = new StringBuilder();
        var scope = default(Scope);
        for (var i = 0; i < list.Length; i++)
        {
            var c = list[i];
            if (c == ',' && scope.IsTop)
            {
                yield return item.ToString();
                item.Clear();
                continue;
            }

            item.Append(c);
            if (c == '\\' && scope.Escapes && i + 1 < list.Length)
                item.Append(list[++i]);
            else
                scope.Enter(c);
        }

        yield return item.ToString();
    }

    private struct Scope
    {
        private bool quoted;
        private bool angle;
        private bool group;
        private int comment;

        public readonly bool IsTop => !quoted && !angle && !group && comment == 0;

        public readonly bool Escapes => quoted || comment > 0;

        public void Enter(char c)
        {
            if (c == '"' && comment == 0)
                quoted = !quoted;
            else if (quoted)
                return;
            else if (c == '(')
                comment++;
            else if (c == ')' && comment > 0)
                comment--;
            else if (comment == 0)
                EnterPlain(c);
        }

        private void EnterPlain(char c)
        {
            angle = c == '<' || (angle && c != '>');
            group = (c == ':' && !angle) || (group && c != ';');
        }
    }
}
