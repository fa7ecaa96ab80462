#pragma once

#include "ui/common/dialog_parts.h"
#include "ui/wizard/issuer_visit.h"

#include <functional>

namespace petrel::ui {

/**
 * "Sign in with Google" and what follows: the browser is opened, and until the person is back there is the address to copy, the code to type
 * where one is wanted, and the way out. It neither starts nor knows anything by itself: what to sign in to is asked of `draft`.
 */
class IssuerVisitView : public QWidget
{
    Q_OBJECT
public:
    using DraftOf = std::function<engine::AccountDraft()>;

    /** Both are borrowed. */
    IssuerVisitView(IssuerVisit &visit, DraftOf draft, QWidget *parent = nullptr);

    /** Who is signed in to; nothing: nobody known, and no button works. */
    void setIssuer(const std::optional<engine::IssuerFacts> &issuer);
    /** There is a grant already: the button says "again". */
    void setSignedIn(bool signedIn);
    [[nodiscard]] Button *button() const { return m_signIn; }

private:
    void build();
    void refresh();
    void begin(engine::SignInPlace place);
    void openPage(const QUrl &address);
    [[nodiscard]] QString words() const;

    IssuerVisit &m_visit;
    DraftOf m_draft;
    std::optional<engine::IssuerFacts> m_issuer;
    bool m_isSignedIn = false;
    bool m_wasOpened = false; ///< a browser took the address
    Button *m_signIn;
    Button *m_byCode;
    IconMark *m_mark;
    RoleLabel *m_words;
    RoleLabel *m_code;
    Button *m_copyCode;
    Button *m_copyAddress;
    Button *m_cancel;
};

} // namespace petrel::ui
