#include "core/base/log.h"

Q_LOGGING_CATEGORY(logNet, "mail.net", QtWarningMsg)
Q_LOGGING_CATEGORY(logImap, "mail.imap", QtWarningMsg)
Q_LOGGING_CATEGORY(logPop3, "mail.pop3", QtWarningMsg)
Q_LOGGING_CATEGORY(logSmtp, "mail.smtp", QtWarningMsg)
Q_LOGGING_CATEGORY(logMime, "mail.mime", QtWarningMsg)
Q_LOGGING_CATEGORY(logStore, "mail.store", QtWarningMsg)
Q_LOGGING_CATEGORY(logSecrets, "mail.secrets", QtWarningMsg)
Q_LOGGING_CATEGORY(logEngine, "mail.engine", QtWarningMsg)
Q_LOGGING_CATEGORY(logUi, "mail.ui", QtWarningMsg)
