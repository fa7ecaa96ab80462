#include "core/mime/gmime_ground_p.h"
#include "core/mime/header_values.h"
#include "core/mime/header_words_p.h"

namespace petrel::mime {

namespace {

constexpr qsizetype kFieldBytes = 256 * 1024;
constexpr int kAddresses = 10'000;
constexpr int kCommentDepth = 32; // GMime's scanner goes down one call per comment or group

/** Nested comments and groups beyond any sense are blanked before a recursive scanner meets them. */
QByteArray flattened(QByteArray bytes)
{
    int comments = 0;
    int colons = 0;
    bool quoted = false;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        char &c = bytes[i];
        if (c == '\\') {
            ++i;
        } else if (c == '"') {
            quoted = !quoted;
        } else if (quoted) {
            continue;
        } else if (c == '(') {
            if (++comments > kCommentDepth)
                c = ' ';
        } else if (c == ')' && comments > 0) {
            if (comments-- > kCommentDepth)
                c = ' ';
        } else if (c == ':') {
            if (++colons > kCommentDepth)
                c = ' ';
        } else if (c == ';') {
            colons = 0;
        }
    }
    return bytes;
}

QString addressText(const char *utf8)
{
    QString text = cleanText(QString::fromUtf8(utf8));
    text.remove(QLatin1Char(' '));
    return text;
}

Address fromMailbox(InternetAddress *address)
{
    const char *name = internet_address_get_name(address);
    const char *email = internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(address));
    Address value{cleanText(QString::fromUtf8(name ? name : "")), addressText(email ? email : "")};
    if (value.email.contains(QLatin1Char('@')))
        return value;
    if (value.name.isEmpty())
        value.name = value.email;
    value.email.clear();
    return value;
}

void collect(InternetAddressList *list, AddressList &into, int depth)
{
    const int count = internet_address_list_length(list);
    for (int i = 0; i < count && into.size() < kAddresses; ++i) {
        InternetAddress *address = internet_address_list_get_address(list, i);
        if (INTERNET_ADDRESS_IS_GROUP(address)) {
            InternetAddressList *members = internet_address_group_get_members(INTERNET_ADDRESS_GROUP(address));
            if (members && depth < kCommentDepth)
                collect(members, into, depth + 1);
        } else if (const Address value = fromMailbox(address); !value.isEmpty()) {
            into.append(value);
        }
    }
}

} // namespace

AddressList parseAddressList(const QByteArray &raw)
{
    if (raw.trimmed().isEmpty())
        return {};
    const QByteArray bytes = flattened(tamed(withSingleWords(raw), kFieldBytes));
    AddressList addresses;
    const GRef<InternetAddressList> list(internet_address_list_parse(parserOptions(), bytes.constData()));
    if (list)
        collect(list.get(), addresses, 0);
    // What the grammar cannot read at all is still shown to the person, as a name without an address.
    if (addresses.isEmpty() && !list) {
        const QString words = decodeWords(raw);
        if (std::any_of(words.begin(), words.end(), [](QChar c) { return c.isLetterOrNumber(); }))
            addresses.append({words, {}});
    }
    return addresses;
}

Address addressFromImap(QByteArrayView name, QByteArrayView mailbox, QByteArrayView host)
{
    if (host.isEmpty())
        return {};
    const QString local = cleanText(QString::fromUtf8(mailbox));
    const QString domain = addressText(host.toByteArray().constData());
    QString shown = decodeWords(name.toByteArray());
    if (shown.size() >= 2 && shown.startsWith(QLatin1Char('"')) && shown.endsWith(QLatin1Char('"')))
        shown = shown.mid(1, shown.size() - 2);
    return {shown, local + QLatin1Char('@') + domain};
}

} // namespace petrel::mime
