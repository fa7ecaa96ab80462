#pragma once

#include "core/base/secret.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <utility>

namespace petrel::oauth {

/** Who signs people in, and for what. All addresses are https. */
struct Issuer
{
    QString name;            ///< as the person knows it: "Google"
    QUrl authorization;      ///< opened in the browser
    QUrl token;
    QUrl device = {};        ///< RFC 8628; empty: not offered
    QString identifier = {}; ///< what `iss` must say (RFC 9207)
    bool namesItself = false; ///< it announced `iss` in each answer: one without is not believed
    QStringList scopes = {};
    /** Beyond the standard: `access_type=offline` at Google. */
    QList<std::pair<QString, QString>> extra = {};
    /** "127.0.0.1", as RFC 8252 wants, or "localhost" where the issuer knows only that. */
    QString redirectHost = QStringLiteral("127.0.0.1");

    friend bool operator==(const Issuer &, const Issuer &) = default;
};

/** Who Petrel is to the issuer: registered by whoever runs this installation. */
struct Client
{
    QString id;
    Secret secret = {}; ///< some issuers give desktop programs one, though it can hide nothing (RFC 8252, 8.5)
};

/** What a sign-in brought. */
struct Tokens
{
    Secret access;
    Secret refresh;           ///< empty: the former one stays
    std::int64_t seconds = 0; ///< for which `access` holds from now on
};

} // namespace petrel::oauth
