"""Mail that comes again and again: newsletters, bills, library notices, a mailing list, junk, delivery reports."""

import datetime
import random
from email.message import EmailMessage
from email.policy import SMTP

from attachments import pdf, picture
from letters import ME, Letter, Writer, by_day

_KELP = ("What the kelp remembers", "A blade of sugar kelp grows from its base, so the tip is always last year. Read it "
         "downwards and you hold a diary: the warm June, the storm in March, the week the river ran brown.",
         "Marit Solberg has been reading these diaries for thirty years, from a rowing boat that she built herself.")
_STORIES = (
    _KELP,
    ("The lamp that nobody lights", "On Skarvholmen the lighthouse switches itself on. Somebody still climbs the stairs "
     "every evening, to look.", "We asked her why. She showed us the view and made coffee."),
    ("A bench is a small harbour", "People sit where the wind does not. We counted for a week, with a thermometer and a "
     "bag of buns.", "The best bench in town faces a wall. There is a reason, and it is warm."),
    ("How to fold a chart", "There are two ways, and both families have stopped talking.",
     "We present the evidence without taking sides, except in the last paragraph."),
    ("The gull that takes the ferry", "It boards at 7:10, stands on the rail and gets off at the fish hall.",
     "The crew has given it a name, which it ignores."),
    ("Letters from a dry dock", "When the water is gone you see what a ship has been hiding.",
     "Mostly mussels. Also a bicycle."))
_NOTICES = (("Two loans are due on Monday", "The Outermost House and Knots for Beginners are due back on Monday. You may renew both once."),
            ("Your reservation is here", "A History of Small Harbours waits for you at the desk until Friday."),
            ("Open on Sunday", "For the winter market the reading room is open from noon to five. The cat will be there."))
_LIST = (("[tides] gauge at Quay 4 reads 6 cm high", ("Since Tuesday the gauge reads six centimetres high against the staff. Anyone else?",
                                                     "Same here. Weed in the stilling well, I think.",
                                                     "Cleaned it this morning: one crab, now released. Readings are back.",
                                                     "Thank you. The crab says hello.")),
         ("[tides] table for next year, please check page 3", ("The tables are ready for a last look. Page 3 worries me: is the harmonic for M4 right?",
                                                              "It is, but the footnote says metres where it means centimetres.",
                                                              "Good catch. Fixed in the second set.")),
         ("[tides] storm surge on Thursday?", ("The model gives 60 cm on top of springs. Shall we ring round?",
                                               "I would. Last time we did not and the kiosk went for a swim.",
                                               "Rang. The kiosk is tied to the crane.")))
_JUNK = (("You have been choosen!!!", "Dear winner, your e-mail adress has been choosen in our lottery. Send a small fee and be rich."),
         ("RE: RE: your parcel waits", "Final notice. Click below and confirm your details. http://parcel.invalid/confirm"),
         ("Cheap sails, best price", "Buy now cheap sails and original watch. Unsubscribe is not possible."))


class Series:
    """Letters in regular steps back from now; the newest few are unread."""

    def __init__(self, writer: Writer, chance: random.Random):
        self._writer = writer
        self._chance = chance

    def everything(self) -> list[Letter]:
        return [*self._newsletters(90), *self._bills(22), *self._notices(24), *self._list(20), *self._junk(24),
                *self._delivery_reports(), *self._drafts(), *self._trash()]

    def for_pop3(self) -> list[Letter]:
        return [*self._newsletters(12), *self._notices(18)]

    def _date(self, days: float) -> datetime.datetime:
        return by_day(self._writer.now - datetime.timedelta(days=days))

    def _message(self, speaker: str, subject: str, days: float) -> EmailMessage:
        message = self._writer.new_message(speaker, ME, self._date(days))
        message["Subject"] = subject
        return message

    def _newsletters(self, count: int):
        pictures = [picture(600, 190, self._chance) for _ in _STORIES]
        for number in range(count):
            days = 1.4 + 7 * number + self._chance.uniform(0, 0.2)
            title, first, second = _STORIES[number % len(_STORIES)]
            message = self._message("Zoë Łukasik-O’Brien", f"No. {212 - number}: {title}", days)
            message.replace_header("From", "The Tidewater Letter <letter@tidewater.example>")
            message["List-Unsubscribe"] = "<https://tidewater.example/leave>, <mailto:leave@tidewater.example?subject=leave>"
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
            message["List-Id"] = "The Tidewater Letter <letter.tidewater.example>"
            message.set_content(f"The Tidewater Letter\n\n{title}\n\n{first}\n\n{second}\n\nRead the whole story: "
                                f"https://tidewater.example/{212 - number}\n")
            message.add_alternative(_newsletter_html(title, first, second, 212 - number), subtype="html")
            message.get_payload()[1].add_related(pictures[number % len(_STORIES)], "image", "png", cid="<waves@tidewater.example>")
            yield Letter("INBOX" if number < 6 else "Archive", self._date(days), "" if number == 0 else "S", message)

    def _bills(self, count: int):
        for number in range(count):
            days = 1.9 + 30.4 * number
            date = self._date(days)
            kroner = self._chance.randrange(380, 1400)
            message = self._message("Nordlys Energy", f"Your {date:%B} bill: {kroner} kr", days)
            message.set_content(f"Nothing to do, it is paid by direct debit on the 20th.\n\nUsed: {kroner * 0.62:.0f} kWh\n"
                                f"To pay: {kroner} kr\n")
            message.add_attachment(pdf("bill", [f"Nordlys Energy, {date:%B %Y}", f"To pay: {kroner} kr"]),
                                   maintype="application", subtype="pdf", filename=f"bill-{date:%Y-%m}.pdf")
            folder = "INBOX" if number < 2 else f"Rechnungen/{date.year}"
            yield Letter(folder, date, "S", message)

    def _notices(self, count: int):
        for number in range(count):
            days = 0.2 + 26 * number
            subject, text = _NOTICES[number % len(_NOTICES)]
            message = self._message("Harbour Library", subject, days)
            message.set_content(f"{text}\n\nHarbour Library, Fish Hall, first floor\n")
            yield Letter("INBOX" if number < 4 else "Archive", self._date(days), "" if number == 0 else "S", message)

    def _list(self, rounds: int):
        speakers = ("Lars Eide", "Amara Okafor", "Øystein Ræder", "Zoë Łukasik-O’Brien")
        for number in range(rounds):
            subject, speeches = _LIST[number % len(_LIST)]
            references: list[str] = []
            for turn, text in enumerate(speeches):
                days = 11 + 34 * number - turn * 0.3
                message = self._message(speakers[(number + turn) % 4], subject if turn == 0 else f"Re: {subject}", days)
                message.replace_header("To", "Tide gauge keepers <tides@lists.bergstad.example>")
                message["List-Id"] = "Tide gauge keepers <tides.lists.bergstad.example>"
                message["List-Post"] = "<mailto:tides@lists.bergstad.example>"
                if references:
                    message["In-Reply-To"] = references[-1]
                    message["References"] = " ".join(references)
                references.append(message["Message-ID"])
                message.set_content(text + "\n\n-- \nTide gauge keepers, https://lists.bergstad.example/tides\n")
                yield Letter("Lists/Tides", self._date(days), "S" if number else "", message)

    def _junk(self, count: int):
        for number in range(count):
            days = 0.7 + 3 * number
            subject, text = _JUNK[number % len(_JUNK)]
            message = self._message("Prize Office", subject, days)
            message.replace_header("From", f"Prize Office <office{number}@lucky.invalid>")
            message.set_content(text + "\n")
            if number % 2:
                message.add_alternative(f"<p style='color:red'><b>{text}</b></p><img src='http://lucky.invalid/seen.gif' width=1 height=1>",
                                        subtype="html")
            yield Letter("Junk", self._date(days), "" if number < 12 else "S", message)

    def _delivery_reports(self):
        for number, (days, recipient) in enumerate(((3.6, "mateo@oliveira-atelier.example"), (88, "katrin@vogel-statik.example"))):
            message = self._message("Mail Delivery System", "Undelivered mail returned to sender", days)
            message.replace_header("From", "Mail Delivery System <mailer-daemon@petrel.example>")
            message["Auto-Submitted"] = "auto-replied"
            message.set_content(f"This is the mail system at petrel.example.\n\nYour message could not be delivered to <{recipient}>:\n"
                                "the server there said: 550 5.1.1 no such mailbox.\n")
            message.make_mixed()
            message.set_param("report-type", "delivery-status")
            message.replace_header("Content-Type", message["Content-Type"].replace("multipart/mixed", "multipart/report"))
            status = EmailMessage(policy=SMTP)
            status["Content-Type"] = "message/delivery-status"
            status.set_payload([_headers(Reporting_MTA="dns; petrel.example"),
                                _headers(Final_Recipient=f"rfc822; {recipient}", Action="failed", Status="5.1.1",
                                         Diagnostic_Code="smtp; 550 5.1.1 no such mailbox")])
            message.attach(status)
            returned = self._writer.new_message(ME, "Mateus Oliveira", self._date(days))
            returned["Subject"] = "Drawings"
            returned.set_content("Here they are.\n")
            message.add_attachment(returned)
            yield Letter("INBOX" if number == 0 else "Archive", self._date(days), "S", message)

    def _drafts(self):
        for days, to, subject, text in ((0.3, "Mateus Oliveira", "Re: Ferry terminal: revised sections", "Hi Mateus,\n\n1.10 m is fine. For the drain"),
                                        (5, "Claire Dubreuil", "Émail", "Chère Claire,\n\n")):
            message = self._writer.new_message(ME, to, self._date(days))
            message["Subject"] = subject
            message.set_content(text)
            yield Letter("Drafts", self._date(days), "DS", message)

    def _trash(self):
        for number in range(6):
            days = 2 + 4 * number
            message = self._message("Studio Halden", f"Lunch list, week {46 - number}", days)
            message.set_content("Soup on Tuesday, fish on Friday. Write your name on the door.\n")
            yield Letter("Trash", self._date(days), "S", message)


def _headers(**values: str) -> EmailMessage:
    """A block of headers without a body, as delivery reports hold them (RFC 3464)."""
    block = EmailMessage(policy=SMTP)
    for name, value in values.items():
        block[name.replace("_", "-")] = value
    return block


def _newsletter_html(title: str, first: str, second: str, number: int) -> str:
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<style>a {{ color: #0d6c7d }} @media (max-width: 480px) {{ .wide {{ width: 100% !important }} }}</style></head>
<body style="margin:0;background:#f2f1ed">
<div style="display:none;max-height:0;overflow:hidden">{first[:60]}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center">
<table role="presentation" class="wide" width="600" cellpadding="0" cellspacing="0" style="background:#ffffff;font-family:Georgia,serif">
<tr><td align="center" style="padding:24px"><h1 style="margin:0;font-size:24px">The Tidewater Letter</h1>
<p style="margin:6px 0 0;color:#6b6b6b;font:13px sans-serif">One long read and three short walks, every Wednesday</p></td></tr>
<tr><td><img src="cid:waves@tidewater.example" width="600" height="190" alt="Waves at dusk" style="display:block"></td></tr>
<tr><td style="padding:24px 40px"><h2 style="font-size:22px">{title}</h2><p>{first}</p><p>{second}</p>
<p><a href="https://tidewater.example/{number}" style="background:#28707f;color:#ffffff;padding:12px 20px;text-decoration:none;
font:bold 14px sans-serif">Read the whole story</a></p></td></tr>
<tr><td style="padding:0 40px 24px;border-top:1px solid #dddddd"><table role="presentation" width="100%"><tr>
<td width="120" valign="top"><img src="https://img.tidewater.example/walk-{number}.jpg" width="110" height="90" alt="The footbridge"></td>
<td valign="top"><h3>Walk 1: The footbridge that is only there at low water</h3><p>Forty minutes, and you must turn back by three.</p></td>
</tr></table></td></tr>
<tr><td style="padding:16px 40px;color:#6b6b6b;font:12px sans-serif">You get this because you asked for it.
<a href="https://tidewater.example/leave">Unsubscribe</a><img src="https://sendwell.example/o/{number}.gif" width="1" height="1" alt=""></td></tr>
</table></td></tr></table></body></html>
"""
