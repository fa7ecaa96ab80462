#include "tests/gui/common/tests.h"
#include "ui/common/action_registry.h"

#include <QMenu>
#include <QtTest>

namespace petrel::test {

using namespace ui;

namespace {

void addSome(ActionRegistry &registry)
{
    const auto needsSelection = [](const ActionContext &c) { return c.selected > 0; };
    registry.add({QStringLiteral("message.reply"), QStringLiteral("&Reply"),
                  {QKeySequence(Qt::Key_R), QKeySequence(Qt::CTRL | Qt::Key_R)}, QStringLiteral("reply"), needsSelection, false, {}});
    registry.add({QStringLiteral("message.new"), QStringLiteral("&New message"), {QKeySequence::New}, {}, {}, false, {}});
}

} // namespace

void ActionRegistryTest::rulesEnableActionsByTheContext()
{
    QWidget window;
    ActionRegistry registry(&window);
    addSome(registry);
    QVERIFY(!registry.action(QStringLiteral("message.reply"))->isEnabled());
    QVERIFY(registry.action(QStringLiteral("message.new"))->isEnabled());
    ActionContext context;
    context.selected = 1;
    registry.setContext(context);
    QVERIFY(registry.action(QStringLiteral("message.reply"))->isEnabled());
}

void ActionRegistryTest::anotherTextIsToldByTheToolTipToo()
{
    QWidget window;
    ActionRegistry registry(&window);
    addSome(registry);
    registry.setText(QStringLiteral("message.reply"), QStringLiteral("&Answer"));
    QCOMPARE(registry.action(QStringLiteral("message.reply"))->text(), QStringLiteral("&Answer"));
    QCOMPARE(registry.action(QStringLiteral("message.reply"))->toolTip(), QStringLiteral("Answer (R)"));
}

void ActionRegistryTest::menusAreListsOfIds()
{
    QWidget window;
    ActionRegistry registry(&window);
    addSome(registry);
    QMenu menu;
    registry.fill(&menu, {QStringLiteral("message.new"), QStringLiteral("-"), QStringLiteral("message.reply")});
    QCOMPARE(menu.actions().size(), 3);
    QVERIFY(menu.actions().at(1)->isSeparator());
    int replies = 0;
    registry.on(QStringLiteral("message.reply"), &window, [&] { ++replies; });
    menu.actions().at(2)->setEnabled(true);
    menu.actions().at(2)->trigger();
    QCOMPARE(replies, 1);
}

void ActionRegistryTest::anUnknownIdIsLeftOut()
{
    QWidget window;
    ActionRegistry registry(&window);
    QTest::ignoreMessage(QtWarningMsg, "no action of the id message.nothing");
    QVERIFY(registry.actions({QStringLiteral("message.nothing")}).isEmpty());
}

} // namespace petrel::test
