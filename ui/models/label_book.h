#pragma once

#include "core/base/result.h"
#include "core/model/changes.h"
#include "core/model/label.h"
#include "ui/common/label_mark.h"

#include <QObject>
#include <QTimer>

namespace petrel::ui {

class ReadAccess;

[[nodiscard]] TagColour tagColourOf(LabelColour colour);

/**
 * The person's labels as the window shows them: what each keyword is called, its colour, the order. Knows nothing at first, and
 * then keywords go by what they say. GUI thread.
 */
class LabelBook : public QObject
{
    Q_OBJECT
public:
    /** A book that is told what is in it: tests. */
    explicit LabelBook(QObject *parent = nullptr) : LabelBook(nullptr, parent) {}
    LabelBook(ReadAccess *access, QObject *parent);

    /** Reads the labels anew; also a while after messages changed, for keywords that nobody has met before. */
    void apply(const ChangeSet &changes);
    void reload();
    void setLabels(const QList<Label> &labels);

    /** All that a person can choose from, in order, each name once. */
    [[nodiscard]] const QList<Label> &choices() const { return m_choices; }
    /** What is shown of a message's keywords, in the order of the choices. */
    [[nodiscard]] QList<ShownLabel> shown(const QStringList &keywords) const;

Q_SIGNALS:
    void changed();

private:
    /** What a keyword is shown as. */
    struct Entry
    {
        QString name;
        TagColour colour = TagColour::Grey;
        int place = 0;
        bool isHidden = false;
        friend bool operator==(const Entry &, const Entry &) = default;
    };

    ReadAccess *m_access;
    QTimer m_soon;
    QList<Label> m_choices;
    QHash<QString, Entry> m_entries; ///< by keyword in small letters, those that are hidden too
};

} // namespace petrel::ui
