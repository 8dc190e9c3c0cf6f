namespace Recharging.Matching;

/// <summary>
/// The choice of pairs, each row and each column in one at most, with the greatest weight altogether (the Hungarian method). Rows
/// and columns that gain nothing stay alone; equal choices are settled by the order of rows and columns.
/// </summary>
internal static class BestAssignment
{
    /// <param name="weights">By row and column; what is not above nil is never chosen.</param>
    /// <returns>For each row its column, or -1.</returns>
    public static int[] Of(double[,] weights)
    {
        var (rows, columns) = (weights.GetLength(0), weights.GetLength(1));
        var size = Math.Max(rows, columns);
        var (rowPotential, columnPotential) = (new double[size + 1], new double[size + 1]);
        var rowOf = new int[size + 1];
        for (var row = 1; row <= size; row++)
        {
            Augment(row, size, (r, c) => r <= rows && c <= columns ? -Math.Max(0, weights[r - 1, c - 1]) : 0,
                rowPotential, columnPotential, rowOf);
        }

        var assigned = new int[rows];
        Array.Fill(assigned, -1);
        for (var column = 1; column <= columns; column++)
        {
            if (rowOf[column] is > 0 and var row && row <= rows && weights[row - 1, column - 1] > 0)
            {
                assigned[row - 1] = column - 1;
            }
        }

        return assigned;
    }

    // The shortest augmenting path from one more row; rowOf[column] is the row that a column has, 0 for none.
    private static void Augment(
        int row, int size, Func<int, int, double> cost, double[] rowPotential, double[] columnPotential, int[] rowOf)
    {
        rowOf[0] = row;
        var least = new double[size + 1];
        Array.Fill(least, double.PositiveInfinity);
        var (from, seen, column) = (new int[size + 1], new bool[size + 1], 0);
        do
        {
            seen[column] = true;
            var (at, next, delta) = (rowOf[column], 0, double.PositiveInfinity);
            for (var to = 1; to <= size; to++)
            {
                if (seen[to])
                {
                    continue;
                }

                var reduced = cost(at, to) - rowPotential[at] - columnPotential[to];
                if (reduced < least[to])
                {
                    (least[to], from[to]) = (reduced, column);
                }

                if (least[to] < delta)
                {
                    (delta, next) = (least[to], to);
                }
            }

            for (var to = 0; to <= size; to++)
            {
                if (seen[to])
                {
                    rowPotential[rowOf[to]] += delta;
                    columnPotential[to] -= delta;
                }
                else
                {
                    least[to] -= delta;
                }
            }

            column = next;
        }
        while (rowOf[column] != 0);

        for (; column != 0; column = from[column])
        {
            rowOf[column] = rowOf[from[column]];
        }
    }
}
