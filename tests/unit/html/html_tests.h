#pragma once

#include <QObject>

namespace petrel::test {

class TextFromHtmlTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void markupBecomesText_data();
    void markupBecomesText();
    void invisibleTextIsLeftOut_data();
    void invisibleTextIsLeftOut();
    void linksAreRanges();
    void anUnclosedAttributeSwallowsTheRest();
    void deepMarkupIsCapped_data();
    void deepMarkupIsCapped();
    void manyUnclosedItemsAreNotDeep();
    void completeTextFillsHtmlOnlyMail();
};

class LinksTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void onlySafeSchemesOpen_data();
    void onlySafeSchemesOpen();
    void linksAreJudged_data();
    void linksAreJudged();
    void addressesInTextAreFound_data();
    void addressesInTextAreFound();
    void registrableDomainsAreKnown();
    void mailtoIsRead();
    void mailtoAcceptsNothingElse_data();
    void mailtoAcceptsNothingElse();
};

class SanitiserTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingActiveStays_data();
    void nothingActiveStays();
    void plainFormattingStays_data();
    void plainFormattingStays();
    void twiceIsTheSameAsOnce_data();
    void twiceIsTheSameAsOnce();
    void textAsHtmlIsEscaped();
};

class QuotingTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void quotesAreSplitByLevel();
    void theSignatureIsFound();
    void aReplyQuotesEveryLine();
    void aReplyLeavesTheSignatureOut();
    void wordsThatAreALinkAreFollowedByItsAddress();
    void aForwardCarriesItsHeader();
};

class ReplyTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theAnswerGoesToTheRightPeople_data();
    void theAnswerGoesToTheRightPeople();
    void subjectsCarryOnePrefix_data();
    void subjectsCarryOnePrefix();
    void aSubjectOfPrefixesCostsNothing();
    void referencesGrowAndAreCapped();
};

} // namespace petrel::test
