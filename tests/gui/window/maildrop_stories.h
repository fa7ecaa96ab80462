#pragma once

#include <QObject>

namespace petrel::test {

/** A new user of POP3, from the wizard's first page to mail that is read without any server. Real servers. */
class MaildropStories : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void theTextAloneSaysWhatHappensToMailOnTheServer_data();
    void theTextAloneSaysWhatHappensToMailOnTheServer();
    void mailIsFetchedWithProgressAndReadWithoutAnyServer();
    void twoMaildropsComeIntoOneInboxAndEachIsAnsweredFromItsOwn();
    void cleanupTestCase();
};

} // namespace petrel::test
