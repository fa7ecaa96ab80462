#include "core/oauth/token_request.h"

#include "core/oauth/authorization.h"

namespace petrel::oauth {

namespace {

FormFields from(const Client &client)
{
    FormFields fields{{"client_id", client.id.toUtf8()}};
    if (!client.secret.isEmpty())
        fields.append({"client_secret", client.secret.reveal()});
    return fields;
}

} // namespace

QByteArray asForm(const FormFields &fields)
{
    QByteArray form;
    for (const auto &[name, value] : fields) {
        if (!form.isEmpty())
            form += '&';
        form += name.toPercentEncoding() + '=' + value.toPercentEncoding();
    }
    return form;
}

QByteArray codeRequest(const Client &client, const Authorization &asked, const Secret &code)
{
    return asForm(from(client)
                  + FormFields{{"grant_type", "authorization_code"}, {"code", code.reveal()}, {"redirect_uri", asked.redirect.toUtf8()}, {"code_verifier", asked.verifier.reveal()}});
}

QByteArray refreshRequest(const Client &client, const Secret &refresh)
{
    return asForm(from(client) + FormFields{{"grant_type", "refresh_token"}, {"refresh_token", refresh.reveal()}});
}

QByteArray deviceRequest(const Client &client, const QStringList &scopes)
{
    return asForm(from(client) + FormFields{{"scope", scopes.join(QLatin1Char(' ')).toUtf8()}});
}

QByteArray deviceTokenRequest(const Client &client, const Secret &deviceCode)
{
    return asForm(from(client) + FormFields{{"grant_type", "urn:ietf:params:oauth:grant-type:device_code"}, {"device_code", deviceCode.reveal()}});
}

} // namespace petrel::oauth
