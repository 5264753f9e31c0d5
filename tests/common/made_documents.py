"""Small documents, made by hand: what tests upload."""

import io
import zipfile


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
DOCM_TYPE = "application/vnd.ms-word.document.macroEnabled.main+xml"
BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
STRINGS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
# One transparent dot.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c020000000b4944415478da6364"
    "60000000060002307d1f8d0000000049454e44ae426082"
)
OPEN_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
OPEN_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"


def zipped(entries):
    """A zip of {name: text or bytes}, packed as tightly as it goes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return target.getvalue()


def docx(*paragraphs, body=None, main_type=DOCX_TYPE, **more):
    """A DOCX of plain paragraphs; `body`: the XML of the body instead; `more`: further entries."""
    if body is None:
        body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main_type}"/></Types>'
    )
    document = f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    return zipped({"[Content_Types].xml": types, "word/document.xml": document, **more})


def xlsx(*texts, main_type=BOOK_TYPE, **more):
    """An XLSX with these texts for its cells to share; `more`: further entries."""
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/xl/workbook.xml" ContentType="{main_type}"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{STRINGS_TYPE}"/></Types>'
    )
    strings = "".join(f"<si><t>{text}</t></si>" for text in texts)
    strings = f'<sst xmlns="{SHEETS}">{strings}</sst>'
    return zipped(
        {
            "[Content_Types].xml": types,
            "xl/workbook.xml": f'<workbook xmlns="{SHEETS}"/>',
            "xl/sharedStrings.xml": strings,
            **more,
        }
    )


def odt(*paragraphs, body=None, manifest="", **more):
    """An ODT of plain paragraphs; `body`: the XML of the body instead; `more`: further entries."""
    return _open_document("text", paragraphs, body, manifest, more)


def ods(*paragraphs, body=None, manifest="", **more):
    """An ODS with these texts in its cells; the rest as `odt` takes it."""
    return _open_document("spreadsheet", paragraphs, body, manifest, more)


def _open_document(kind, paragraphs, body, manifest, more):
    if body is None:
        body = "".join(f"<text:p>{text}</text:p>" for text in paragraphs)
    content = (
        f'<office:document-content xmlns:office="{OPEN_OFFICE}" xmlns:text="{OPEN_TEXT}">'
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body>"
        "</office:document-content>"
    )
    return zipped(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "META-INF/manifest.xml": f"<manifest>{manifest}</manifest>",
            "content.xml": content,
            **more,
        }
    )


def pdf(text, trailer=""):
    """A PDF of one page with one line of (Latin) text; `trailer`: more entries of its trailer."""
    stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
        "/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(stream)}>>\nstream\n{stream}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{content}\nendobj\n".encode("cp1252")
    start = len(data)
    rows = "".join(f"{place:010d} 00000 n \n" for place in places)
    table = f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{rows}"
    trailer = f"trailer\n<</Size {len(places) + 1}/Root 1 0 R{trailer}>>\n"
    return data + f"{table}{trailer}startxref\n{start}\n%%EOF\n".encode()
