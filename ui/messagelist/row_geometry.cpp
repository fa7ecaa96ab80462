#include "ui/messagelist/row_geometry.h"

#include <algorithm>

namespace petrel::ui {

void RowGeometry::setMeasures(int pitch, int headerHeight)
{
    m_pitch = qMax(1, pitch);
    m_headerHeight = headerHeight;
}

void RowGeometry::setRows(int rows, std::vector<Group> groups)
{
    m_rows = rows;
    m_groups = std::move(groups);
}

qint64 RowGeometry::contentHeight() const
{
    return qint64(m_rows) * m_pitch + qint64(m_groups.size()) * m_headerHeight;
}

int RowGeometry::groupOf(int row) const
{
    const auto after = std::upper_bound(m_groups.begin(), m_groups.end(), row,
                                        [](int value, const Group &group) { return value < group.firstRow; });
    return static_cast<int>(after - m_groups.begin()) - 1;
}

qint64 RowGeometry::top(int row) const { return qint64(row) * m_pitch + qint64(groupOf(row) + 1) * m_headerHeight; }

qint64 RowGeometry::headerTop(int group) const
{
    return qint64(m_groups[static_cast<size_t>(group)].firstRow) * m_pitch + qint64(group) * m_headerHeight;
}

int RowGeometry::rowAt(qint64 y) const
{
    const int row = firstRowBelow(y);
    return row < m_rows && y >= top(row) ? row : -1;
}

int RowGeometry::firstRowBelow(qint64 y) const
{
    int low = 0;
    int high = m_rows;
    while (low < high) {
        const int middle = low + (high - low) / 2;
        if (top(middle) + m_pitch > y)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

std::vector<RowGeometry::Group> groupRows(int rows, const std::function<qint64(int)> &keyAt, const QList<DateGroup> &spans)
{
    std::vector<RowGeometry::Group> groups;
    int row = 0;
    for (const DateGroup &span : spans) {
        if (row >= rows)
            break;
        // Rows from here on that are not older than the span's beginning belong to it.
        int low = row;
        int high = rows;
        while (low < high) {
            const int middle = low + (high - low) / 2;
            if (keyAt(middle) < span.begin)
                high = middle;
            else
                low = middle + 1;
        }
        if (low > row)
            groups.push_back({row, span.title});
        row = low;
    }
    return groups;
}

} // namespace petrel::ui
