#pragma once

#include "ui/wizard/wizard_page.h"

namespace petrel::ui {

class SecretPlaceBox;
class ServerTable;

/** What was found and how far to trust it; every value editable; the password, and where it will live. */
class ServersPage : public WizardPage
{
    Q_OBJECT
public:
    explicit ServersPage(WizardPresenter &presenter, QWidget *parent = nullptr);
    void enter() override;
    void showProblems() override;
    void setNarrow(bool narrow) override;

private:
    void refresh();
    void refreshSource();

    ServerTable *m_table;
    QWidget *m_place;
    SecretPlaceBox *m_placeBox;
    bool m_showsProblems = false;
};

} // namespace petrel::ui
