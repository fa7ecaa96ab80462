#include "ui/compose/address_field.h"

#include "core/mime/header_values.h"
#include "ui/common/flow_layout.h"
#include "ui/common/labels.h"
#include "ui/compose/address_chip.h"
#include "ui/compose/completion_popup.h"
#include "ui/compose/contact_source.h"
#include "ui/compose/field_height.h"

#include <QApplication>
#include <QClipboard>
#include <QKeyEvent>
#include <QLineEdit>
#include <QVBoxLayout>

namespace petrel::ui {

namespace {
constexpr int kSuggestions = 6;
constexpr int kInputWidth = 120;
} // namespace

AddressField::AddressField(const QString &name, ContactSource *contacts, QWidget *parent)
    : QWidget(parent), m_name(name), m_contacts(contacts), m_ground(new QWidget(this)), m_input(new QLineEdit(m_ground)), m_flow(nullptr),
      m_problem(new RoleLabel(TypeRole::Small, Colour::Danger, this)), m_popup(new CompletionPopup(this))
{
    m_input->setObjectName(QStringLiteral("input"));
    m_input->setAccessibleName(name);
    m_input->setFrame(false);
    m_input->setFixedHeight(fieldHeight(m_input->font()));
    m_input->installEventFilter(this);
    m_problem->setObjectName(QStringLiteral("problem"));
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->hide();
    setFocusProxy(m_input);

    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    m_ground->setSizePolicy(policy);
    m_flow = new FlowLayout(m_ground);
    m_flow->setLastStretched(kInputWidth);
    m_flow->addWidget(m_input);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_ground);
    column->addWidget(m_problem);

    connect(m_input, &QLineEdit::textEdited, this, &AddressField::typed);
    connect(m_input, &QLineEdit::textChanged, this, &AddressField::changed);
    connect(m_popup, &CompletionPopup::picked, this, &AddressField::take);
}

void AddressField::setRecipients(const AddressList &addresses, const QString &unfinished)
{
    qDeleteAll(m_chips);
    m_chips.clear();
    for (const Address &address : addresses)
        insertChip(static_cast<int>(m_chips.size()), recipientOf(address));
    for (const Recipient &recipient : recipientsFromText(unfinished))
        insertChip(static_cast<int>(m_chips.size()), recipient);
    refreshProblem();
}

QString AddressField::unfinished() const
{
    QStringList entries;
    for (const AddressChip *chip : m_chips) {
        if (!chip->recipient().isValid())
            entries.append(editableText(chip->recipient().address));
    }
    if (const QString typed = m_input->text().simplified(); !typed.isEmpty())
        entries.append(typed);
    return entries.join(QStringLiteral(", "));
}

AddressList AddressField::addresses() const
{
    AddressList valid;
    for (const AddressChip *chip : m_chips) {
        if (chip->recipient().isValid())
            valid.append(chip->recipient().address);
    }
    return valid;
}

int AddressField::invalidCount() const
{
    return static_cast<int>(std::count_if(m_chips.cbegin(), m_chips.cend(), [](const AddressChip *chip) { return !chip->recipient().isValid(); }));
}

void AddressField::markRefused(const QString &email, const QString &why)
{
    const Address refused{{}, email};
    for (AddressChip *chip : std::as_const(m_chips)) {
        if (chip->recipient().isValid() && chip->recipient().address.sameMailbox(refused))
            chip->setWarning(why);
    }
}

bool AddressField::isEmpty() const
{
    return m_chips.isEmpty() && m_input->text().trimmed().isEmpty();
}

void AddressField::insertChip(int index, const Recipient &recipient)
{
    auto *chip = new AddressChip(recipient, m_flow->parentWidget());
    m_chips.insert(index, chip);
    m_flow->insertWidget(index, chip);
    // The chip goes to where the field stands in the chain; moving the field behind the chip would move it behind everything.
    setTabOrder(m_input->previousInFocusChain(), chip);
    connect(chip, &AddressChip::removeWanted, this, [this, chip] { removeChip(chip); });
    connect(chip, &AddressChip::editWanted, this, [this, chip] { editChip(chip); });
    connect(chip, &AddressChip::moveWanted, this, [this, chip](int step) { focusChip(static_cast<int>(m_chips.indexOf(chip)) + step); });
    connect(chip, &AddressChip::copyWanted, chip, [chip] { QApplication::clipboard()->setText(editableText(chip->recipient().address)); });
    chip->show();
}

void AddressField::removeChip(AddressChip *chip)
{
    const auto index = static_cast<int>(m_chips.indexOf(chip));
    m_chips.removeAt(index);
    chip->hide();
    chip->deleteLater(); // it is still handling its key
    focusChip(std::min(index, static_cast<int>(m_chips.size())));
    refreshProblem();
    Q_EMIT changed();
}

void AddressField::editChip(AddressChip *chip)
{
    commit();
    const QString text = editableText(chip->recipient().address);
    removeChip(chip);
    m_input->setText(text);
    m_input->setFocus(Qt::OtherFocusReason);
    m_input->selectAll();
}

void AddressField::focusChip(int index)
{
    if (index < 0)
        return;
    QWidget *target = index < m_chips.size() ? static_cast<QWidget *>(m_chips[index]) : m_input;
    target->setFocus(Qt::TabFocusReason);
}

void AddressField::commit()
{
    const QString text = m_input->text();
    m_popup->hide();
    if (text.trimmed().isEmpty())
        return;
    m_input->clear();
    for (const Recipient &recipient : recipientsFromText(text))
        insertChip(static_cast<int>(m_chips.size()), recipient);
    refreshProblem();
    Q_EMIT changed();
}

void AddressField::take(const Address &person)
{
    m_popup->hide();
    m_input->clear();
    insertChip(static_cast<int>(m_chips.size()), recipientOf(person));
    refreshProblem();
    Q_EMIT changed();
}

void AddressField::typed(const QString &text)
{
    const qsizetype quotes = text.count(u'"');
    const bool ended = text.endsWith(u',') || text.endsWith(u';') || text.contains(u'\n');
    if (ended && quotes % 2 == 0) {
        commit();
        return;
    }
    if (!m_contacts || text.trimmed().isEmpty()) {
        m_popup->hide();
        return;
    }
    m_contacts->complete(text.trimmed(), kSuggestions, this, [this, text](const AddressList &people) {
        if (m_input->text() == text && m_input->hasFocus()) {
            m_popup->offer(people);
            tellChoice();
        }
    });
}

/** The list never has the focus, so the field says what stands chosen in it. */
void AddressField::tellChoice()
{
    const Address person = m_popup->chosen();
    const QString spoken = !m_popup->isVisible() ? QString()
        : person.isEmpty()                       ? tr("%n match(es)", nullptr, m_popup->count())
                                                 : mime::cleanText(person.full());
    m_input->setAccessibleDescription(spoken);
}

void AddressField::showProblem(const QString &words)
{
    m_problem->setText(words);
    m_problem->setVisible(!words.isEmpty());
}

QString AddressField::problem() const
{
    return m_problem->text();
}

void AddressField::refreshProblem()
{
    QStringList reasons;
    for (const AddressChip *chip : std::as_const(m_chips)) {
        if (!chip->recipient().isValid())
            reasons.append(chip->recipient().problem);
    }
    showProblem(reasons.join(u' '));
}

bool AddressField::inputKey(int key, Qt::KeyboardModifiers modifiers)
{
    const bool atStart = m_input->cursorPosition() == 0 && !m_input->hasSelectedText();
    switch (key) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (modifiers & Qt::ControlModifier)
            return false;
        if (const Address person = m_popup->chosen(); !person.isEmpty())
            take(person);
        else
            commit();
        return true;
    case Qt::Key_Tab:
        if (const Address person = m_popup->chosen(); !person.isEmpty()) {
            take(person);
            return true;
        }
        commit();
        return false;
    case Qt::Key_Down:
    case Qt::Key_Up: {
        const bool taken = m_popup->move(key == Qt::Key_Down ? 1 : -1);
        tellChoice();
        return taken;
    }
    case Qt::Key_Escape:
        if (!m_popup->isVisible())
            return false;
        m_popup->hide();
        return true;
    case Qt::Key_Left:
    case Qt::Key_Backspace:
        if (!atStart || m_chips.isEmpty())
            return false;
        focusChip(static_cast<int>(m_chips.size()) - 1);
        return true;
    default: return false;
    }
}

bool AddressField::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_input) {
        if (event->type() == QEvent::KeyPress) {
            const auto *key = static_cast<QKeyEvent *>(event);
            if (key->matches(QKeySequence::Paste)) {
                m_input->insert(QApplication::clipboard()->text().replace(u'\n', QStringLiteral(", ")));
                if (recipientsFromText(m_input->text()).size() > 1)
                    commit();
                return true;
            }
            if (inputKey(key->key(), key->modifiers()))
                return true;
        } else if (event->type() == QEvent::FocusOut) {
            const auto reason = static_cast<QFocusEvent *>(event)->reason();
            if (reason != Qt::PopupFocusReason && reason != Qt::ActiveWindowFocusReason)
                commit();
            m_popup->hide();
        } else if (event->type() == QEvent::FontChange) {
            m_input->setFixedHeight(fieldHeight(m_input->font()));
        }
    }
    return QWidget::eventFilter(watched, event);
}

void AddressField::mousePressEvent(QMouseEvent *event)
{
    m_input->setFocus(Qt::MouseFocusReason);
    QWidget::mousePressEvent(event);
}

} // namespace petrel::ui
