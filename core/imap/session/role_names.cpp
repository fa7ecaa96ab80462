#include "core/imap/session/role_names.h"

namespace petrel::imap {

namespace {

struct NamesOfRole
{
    FolderRole role;
    const char16_t *names; ///< lower case, between bars
};

/** As servers and clients create them, by language: en, de, fr, es, it, pt, nl, sv, da, nb, fi, pl, cs, hu, tr, ru, uk, el, ja, zh, ko. */
constexpr NamesOfRole kNames[] = {
    {FolderRole::Drafts,
     u"|drafts|draft|entwürfe|entwurf|brouillons|brouillon|borradores|bozze|rascunhos|concepten|utkast|kladder|kladde|luonnokset|"
     u"wersje robocze|szkice|robocze|koncepty|rozepsané|piszkozatok|taslaklar|черновики|чернетки|πρόχειρα|下書き|草稿|草稿箱|草稿夹|임시 보관함|"},
    {FolderRole::Sent,
     u"|sent|sent items|sent messages|sent mail|gesendet|gesendete elemente|gesendete objekte|gesendete nachrichten|envoyés|"
     u"éléments envoyés|messages envoyés|enviados|elementos enviados|mensajes enviados|posta inviata|inviati|inviata|itens enviados|"
     u"mensagens enviadas|verzonden|verzonden items|skickat|skickade|sendt|sendt post|sendte elementer|lähetetyt|wysłane|"
     u"elementy wysłane|odeslané|odeslaná pošta|odoslané|elküldött|elküldött elemek|gönderilmiş öğeler|gönderilenler|отправленные|"
     u"надіслані|απεσταλμένα|送信済み|送信済みアイテム|送信済みメール|已发送|已发送邮件|寄件備份|보낸 편지함|"},
    {FolderRole::Archive,
     u"|archive|archives|archiv|archivo|archivio|arquivo|archief|arkiv|arkisto|archiwum|archív|archívum|arşiv|архив|архів|アーカイブ|归档|存档|封存|보관함|"},
    {FolderRole::Junk,
     u"|junk|spam|junk e-mail|junk email|junk mail|bulk mail|bulk|unerwünscht|spamverdacht|werbung|courrier indésirable|indésirables|"
     u"pourriel|correo no deseado|posta indesiderata|lixo eletrônico|lixo electrónico|ongewenste e-mail|ongewenst|skräppost|uønsket|"
     u"søppelpost|uønsket e-mail|roskaposti|wiadomości-śmieci|nevyžádaná pošta|levélszemét|önemsiz|gereksiz|спам|нежелательная почта|"
     u"ανεπιθύμητα|迷惑メール|垃圾邮件|垃圾郵件|스팸|스팸메일함|"},
    {FolderRole::Trash,
     u"|trash|deleted|deleted items|deleted messages|bin|papierkorb|gelöscht|gelöschte elemente|gelöschte objekte|corbeille|"
     u"éléments supprimés|papelera|elementos eliminados|cestino|posta eliminata|lixeira|lixo|itens excluídos|itens eliminados|prullenbak|"
     u"prullenmand|verwijderde items|papperskorg|borttaget|papirkurv|slettet post|slettede elementer|roskakori|poistetut|kosz|"
     u"elementy usunięte|koš|odstraněná pošta|kôš|lomtár|törölt elemek|çöp kutusu|silinmiş öğeler|корзина|удаленные|удалённые|кошик|"
     u"видалені|κάδος|διαγραμμένα|ゴミ箱|削除済みアイテム|已删除|已删除邮件|垃圾桶|刪除的郵件|휴지통|지운 편지함|"},
};

struct UseOfRole
{
    FolderRole role;
    const char *attribute;
};

constexpr UseOfRole kUses[] = {
    {FolderRole::Drafts, "\\Drafts"}, {FolderRole::Sent, "\\Sent"},   {FolderRole::Archive, "\\Archive"}, {FolderRole::Junk, "\\Junk"},
    {FolderRole::Trash, "\\Trash"},   {FolderRole::All, "\\All"},     {FolderRole::Flagged, "\\Flagged"},
};

/** Folders of the inbox itself count as top level: that is how Courier and Cyrus name everything. */
qsizetype depthOf(const FolderListing &folder)
{
    const QStringList path = folder.path();
    const bool belowInbox = path.size() > 1 && path.first().compare(QLatin1String("INBOX"), Qt::CaseInsensitive) == 0;
    return path.size() - (belowInbox ? 1 : 0);
}

void assignTold(QList<FolderListing> &folders, const QList<QList<FolderRole>> &attributes, QList<FolderRole> &taken)
{
    for (qsizetype i = 0; i < folders.size(); ++i) {
        if (folders.at(i).name.isInbox())
            folders[i].role = FolderRole::Inbox;
        for (const FolderRole role : attributes.value(i)) {
            const bool free = folders.at(i).role == FolderRole::None && role != FolderRole::Inbox && !taken.contains(role);
            if (free && folders.at(i).selectable) {
                folders[i].role = role;
                taken.append(role);
            }
        }
    }
}

} // namespace

const char *specialUse(FolderRole role)
{
    for (const UseOfRole &use : kUses) {
        if (use.role == role)
            return use.attribute;
    }
    return nullptr;
}

FolderRole roleByName(const QString &name)
{
    const QString wanted = name.trimmed().toLower();
    if (wanted.isEmpty() || wanted.contains(u'|'))
        return FolderRole::None;
    for (const NamesOfRole &entry : kNames) {
        if (QStringView(entry.names).contains(QString(u'|' + wanted + u'|')))
            return entry.role;
    }
    return FolderRole::None;
}

void assignRoles(QList<FolderListing> &folders, const QList<QList<FolderRole>> &attributes)
{
    QList<FolderRole> taken;
    assignTold(folders, attributes, taken);
    if (!taken.isEmpty())
        return; // a server that tells roles tells all it knows: a second "Sent" by name would be a guess against its word
    for (const NamesOfRole &entry : kNames) {
        FolderListing *best = nullptr;
        for (FolderListing &folder : folders) {
            const bool fits = folder.role == FolderRole::None && folder.selectable && !folder.path().isEmpty()
                && depthOf(folder) <= 2 && roleByName(folder.path().last()) == entry.role;
            if (fits && (!best || depthOf(folder) < depthOf(*best)))
                best = &folder;
        }
        if (best) {
            best->role = entry.role;
            best->roleGuessed = true;
        }
    }
}

} // namespace petrel::imap
