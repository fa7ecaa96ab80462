#include "core/mime/message_content.h"

namespace petrel::mime {

QString MessageContent::header(QByteArrayView name) const
{
    for (const HeaderField &field : headers) {
        if (name.compare(field.name, Qt::CaseInsensitive) == 0)
            return field.value;
    }
    return {};
}

} // namespace petrel::mime
