"""Small attachments made on the spot: a PDF, a picture, a table, a calendar entry, an archive."""

import datetime
import io
import random
import struct
import zipfile
import zlib


def attachment(name: str, chance: random.Random) -> tuple[str, str, bytes]:
    """Main type, subtype and bytes of an attachment that fits its name."""
    kind = name.rpartition(".")[2]
    title = name.rpartition(".")[0]
    if kind == "pdf":
        return "application", "pdf", pdf(title, ["Ferry terminal, Bergstad", f"{title}", "All heights in metres."])
    if kind == "png":
        return "image", "png", picture(480, 270, chance)
    if kind == "csv":
        return "text", "csv", table(chance)
    if kind == "zip":
        return "application", "zip", archive(title, chance)
    return "text", "plain", f"{title}\n\nKaia: Quays that float\nOdd Holm: The bench and the tide\n".encode()


def pdf(title: str, lines: list[str]) -> bytes:
    """One A4 page with a heading and a few lines, in the standard Helvetica."""
    shown = [line.encode("latin-1", "replace").replace(b"(", b"[").replace(b")", b"]") for line in lines]
    content = b"BT /F1 20 Tf 72 760 Td (%s) Tj /F1 11 Tf" % shown[0]
    content += b"".join(b" 0 -26 Td (%s) Tj" % line for line in shown[1:]) + b" ET"
    content += b" 0.07 0.42 0.5 RG 3 w 72 742 m 523 742 l S"
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
               b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
               b" /Resources << /Font << /F1 5 0 R >> >> >>",
               b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
               b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table_at = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table_at)


def picture(width: int, height: int, chance: random.Random) -> bytes:
    """An evening sky over three waves, as a PNG."""
    sky = [chance.randrange(16, 80) for _ in range(3)]
    waves = [(0.55 + 0.15 * n, chance.uniform(6, 16), chance.uniform(40, 90), chance.uniform(0, 300)) for n in range(3)]
    sun = (chance.uniform(0.2, 0.8) * width, 0.3 * height, height / 9)
    rows = bytearray()
    tops = [[height * level + swing * _wave((x + shift) / length) for x in range(width)] for level, swing, length, shift in waves]
    for y in range(height):
        rows.append(0)
        for x in range(width):
            depth = sum(y > top[x] for top in tops)
            if depth:
                rows += bytes((24 + 14 * (3 - depth), 70 + 22 * (3 - depth), 88 + 20 * (3 - depth)))
            elif (x - sun[0]) ** 2 + (y - sun[1]) ** 2 < sun[2] ** 2:
                rows += b"\xe5\xc4\x83"
            else:
                glow = 90 * y // height
                rows += bytes((sky[0] + glow, sky[1] + glow, sky[2] + glow // 2 + 40))

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(bytes(rows), 6)) + chunk(b"IEND", b""))


def _wave(x: float) -> float:
    """A smooth wave from -1 to 1 with period 2, without a table of sines."""
    x = x % 2
    return 4 * x * (1 - x) if x < 1 else -4 * (x - 1) * (2 - x)


def table(chance: random.Random) -> bytes:
    lines = ["name,day,hours"]
    lines += [f"{name},2026-05-{day:02},{chance.randrange(2, 16) / 2}" for day in range(4, 16)
              for name in (chance.choice(("Ada", "Mateus", "Priya")),)]
    return ("\r\n".join(lines) + "\r\n").encode()


def archive(title: str, chance: random.Random) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for number in range(1, 4):
            entry = zipfile.ZipInfo(f"{title}/{number}.txt", (2026, 1, 1, 0, 0, 0))
            packed.writestr(entry, f"Bore hole {number}\n0.0 m fill\n{chance.randrange(2, 6)}.0 m clay\n9.5 m rock\n")
    return buffer.getvalue()


def invitation(summary: str, start: datetime.datetime, place: str, organizer: str, guest: str) -> bytes:
    """A meeting of two hours as an iCalendar request (RFC 5546)."""
    stamp = "%Y%m%dT%H%M%SZ"
    end = start + datetime.timedelta(hours=2)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Petrel//Demo//EN", "METHOD:REQUEST", "BEGIN:VEVENT",
             f"UID:{start.strftime(stamp)}@petrel.example", f"DTSTAMP:{start.strftime(stamp)}",
             f"DTSTART:{start.strftime(stamp)}", f"DTEND:{end.strftime(stamp)}", f"SUMMARY:{summary}", f"LOCATION:{place}",
             f"ORGANIZER:mailto:{organizer}", f"ATTENDEE;RSVP=TRUE:mailto:{guest}", "END:VEVENT", "END:VCALENDAR", ""]
    return "\r\n".join(lines).encode()
