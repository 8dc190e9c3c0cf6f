namespace Recharging.Matching;

/// <summary>Gathers charges (true) and lines (false) that hang together, directly or through others.</summary>
internal sealed class Union
{
    private readonly Dictionary<(bool, int), (bool, int)> _parents = [];

    public void Join((bool, int) left, (bool, int) right) => _parents[Root(left)] = Root(right);

    public (bool, int) Root((bool, int) node)
    {
        while (_parents.TryGetValue(node, out var parent) && parent != node)
        {
            if (_parents.TryGetValue(parent, out var above))
            {
                _parents[node] = above;
            }

            node = parent;
        }

        return node;
    }
}
