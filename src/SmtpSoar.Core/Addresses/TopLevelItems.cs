using System.Collections.Generic;
using System.Text;

namespace SmtpSoar.Core.Addresses;

/// <summary>Cuts an address list at those commas that stand outside quotes, comments, _angle brackets and groups.</summary>
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
        private bool _quoted;
        private bool _angle;
        private bool _group;
        private int _comment;

        public readonly bool IsTop => !_quoted && !_angle && !_group && _comment == 0;

        public readonly bool Escapes => _quoted || _comment > 0;

        public void Enter(char c)
        {
            if (c == '"' && _comment == 0)
                _quoted = !_quoted;
            else if (_quoted)
                return;
            else if (c == '(')
                _comment++;
            else if (c == ')' && _comment > 0)
                _comment--;
            else if (_comment == 0)
                EnterPlain(c);
        }

        private void EnterPlain(char c)
        {
            _angle = c == '<' || (_angle && c != '>');
            _group = (c == ':' && !_angle) || (_group && c != ';');
        }
    }
}
