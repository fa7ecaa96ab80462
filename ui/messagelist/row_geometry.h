#pragma once

#include "ui/common/formats.h"

#include <QList>

#include <functional>
#include <vector>

namespace petrel::ui {

/**
 * Where each row of a list stands when headers of groups come between: a table of the groups' first
 * rows, so that the y of any of a million rows, and the row at any y, is arithmetic and a binary search.
 * All values in pixels from the top of the content.
 */
class RowGeometry
{
public:
    /** A header above `firstRow`. */
    struct Group
    {
        int firstRow = 0;
        QString title;

        friend bool operator==(const Group &, const Group &) = default;
    };

    void setMeasures(int pitch, int headerHeight);
    /** Without groups there are no headers. */
    void setRows(int rows, std::vector<Group> groups);

    [[nodiscard]] int rows() const { return m_rows; }
    [[nodiscard]] int pitch() const { return m_pitch; }
    [[nodiscard]] int headerHeight() const { return m_headerHeight; }
    [[nodiscard]] qint64 contentHeight() const;
    [[nodiscard]] qint64 top(int row) const;
    /** The row at y; a header belongs to nobody: -1, as above and below the rows. */
    [[nodiscard]] int rowAt(qint64 y) const;
    /** The first row whose bottom is below y; rows() when there is none. */
    [[nodiscard]] int firstRowBelow(qint64 y) const;

    [[nodiscard]] const std::vector<Group> &groups() const { return m_groups; }
    /** The group a row belongs to; -1 without groups. */
    [[nodiscard]] int groupOf(int row) const;
    [[nodiscard]] qint64 headerTop(int group) const;

private:
    int m_rows = 0;
    int m_pitch = 1;
    int m_headerHeight = 0;
    std::vector<Group> m_groups;
};

/**
 * The groups of rows whose keys (UTC seconds) fall from row 0 on: for each span the first row that
 * belongs to it, found by binary search, empty spans left out. `keyAt` answers for any row.
 */
[[nodiscard]] std::vector<RowGeometry::Group> groupRows(int rows, const std::function<qint64(int)> &keyAt, const QList<DateGroup> &spans);

} // namespace petrel::ui
