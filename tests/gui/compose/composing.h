#pragma once

#include "tests/gui/compose/fake_mail_out.h"
#include "ui/compose/address_field.h"
#include "ui/compose/compose_start.h"
#include "ui/compose/compose_window.h"
#include "ui/compose/contact_source.h"

#include <QAbstractButton>
#include <QLineEdit>
#include <QTextEdit>
#include <QtTest>

namespace petrel::test {

class TwoContacts final : public ui::ContactSource
{
public:
    void complete(const QString &typed, int, QObject *, std::function<void(AddressList)> found) override
    {
        const AddressList all{{QStringLiteral("Ada"), QStringLiteral("ada@a.example")}, {QStringLiteral("Adam"), QStringLiteral("adam@b.example")}};
        AddressList fitting;
        for (const Address &one : all) {
            if (one.name.startsWith(typed, Qt::CaseInsensitive))
                fitting.append(one);
        }
        found(fitting);
    }
};

/** A composer on the screen, used as a person does it. */
struct Composing
{
    FakeMailOut out;
    TwoContacts contacts;
    QPointer<ui::ComposeWindow> window;

    explicit Composing(const ui::Draft &draft = ui::newDraft(twoIdentities()))
    {
        window = new ui::ComposeWindow(out, twoIdentities(), draft, &contacts);
        window->show();
        window->activateWindow();
        (void)QTest::qWaitForWindowActive(window);
        window->focusFirst();
    }
    ~Composing() { delete window.data(); }

    template <class Widget>
    Widget *find(const char *name) { return window->findChild<Widget *>(QString::fromLatin1(name)); }
    ui::AddressField *to() { return find<ui::AddressField>("to"); }
    void press(const char *name)
    {
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete); // buttons of a former bar
        find<QAbstractButton>(name)->click();
    }
    void write()
    {
        QTest::keyClicks(to()->input(), QStringLiteral("ada@a.example,"));
        QTest::keyClicks(find<QLineEdit>("subject"), QStringLiteral("Hi"));
        find<QTextEdit>("body")->insertPlainText(QStringLiteral("Good morning"));
    }
};

} // namespace petrel::test
