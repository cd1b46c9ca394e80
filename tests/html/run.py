#!/usr/bin/env python3
"""The page for people, opened in headless Chromium: it shows what the JSON says, answers pointer and keyboard, sorts, draws,
asks nobody for anything, and hostile text stays text.

usage: run.py KZNER [SCREENSHOT_DIR]      exit 77: there is no Chromium
"""
import base64
import json
import pathlib
import subprocess
import sys
import tempfile

import browser

CARD = "!document.getElementById('card').hidden"
ARTICLE = """Nursultan Nazarbayev, the president of Kazakhstan, visited Moscow on 17 May 2005 and met Vladimir Putin.
Kazakhstan is a member of the Eurasian Economic Union. Russia annexed Crimea. Kassym-Jomart Tokayev did not visit Beijing.
The Nur Otan party won 88 per cent of the vote, and KazMunayGas paid 3 million dollars to Gazprom.

Vladimir Putin, the president of Russia, will visit Astana next week. China shares a border with Kazakhstan."""
HOSTILE = """<script>window.hacked = 1</script><img src=x onerror="window.hacked=2"></article></body><!-- -->
"><b onmouseover='window.hacked=3'>Nursultan Nazarbayev</b> visited <style>*{display:none}</style> Almaty &amp; &lt;Astana&gt;.
\u202eNursultan Nazarbayev\u202c visited \u0627\u0644\u0639\u0631\u0628\u064a\u0629 Moscow \U0001F1F0\U0001F1FF \U0001F468\u200d\U0001F469\u200d\U0001F467 \u0001\u007f\ufffe end.
Vladimir Putin, the president of Russia, met Nursultan Nazarbayev in Astana]]>--></script>."""
HOSTILE_ID = "\"'><script>window.hacked=4</script>\n\u202e\u4e2d\U0001F600"
failures = []


def check(right, what):
    if not right:
        failures.append(what)
        print("FAILED:", what)


def extract(kzner, form, documents):
    lines = "".join(json.dumps({"id": name, "text": text}) + "\n" for name, text in documents)
    return subprocess.run([kzner, "extract", "--input", "jsonl", "--format", form], input=lines, check=True, capture_output=True,
                          encoding="utf-8", errors="strict").stdout


def shown(text):
    """A text as a page can hold it."""
    kept = "".join("\ufffd" if (c < " " and c not in "\t\n\r") or "\x7f" <= c < "\xa0" or c in "\ufffe\uffff" else c for c in text)
    return kept.replace("\r\n", "\n").replace("\r", "\n")


class Page:
    def __init__(self, tab, kzner, folder, name, documents):
        self.tab, self.name = tab, name
        self.path = folder / f"{name}.html"
        self.path.write_text(extract(kzner, "html", documents), encoding="utf-8", newline="")
        self.results = [json.loads(line) for line in extract(kzner, "jsonl", documents).splitlines()]
        self.documents = documents
        tab.open(self.path)

    def check(self, right, what):
        check(right, f"{self.name}: {what}")

    def quiet(self):
        self.check(not self.tab.noise, f"console says {self.tab.noise[:3]}")
        outside = [url for url in self.tab.requests if not url.startswith("data:") and url != self.path.as_uri()]
        self.check(not outside, f"asks for {outside[:3]}")
        self.check(self.tab.run("document.scripts.length") == 1, "one script")
        self.check(self.tab.run("typeof window.hacked") == "undefined", "text ran as a program")

    def as_json(self):
        for selector, member in (("mark", "mentions"), ("tr.entity", "entities"), ("tr.relation", "relations")):
            found = self.tab.run(f"document.querySelectorAll('{selector}').length")
            wanted = sum(len(result[member]) for result in self.results)
            self.check(found == wanted, f"{found} {selector}, {wanted} in the JSON")
        texts = self.tab.run("Array.from(document.querySelectorAll('.text'), e => e.textContent)")
        self.check(texts == [shown(text) for _, text in self.documents], "the text is as it was")

    def graph(self):
        count, overlaps = self.tab.run("""(() => { const boxes = Array.from(document.querySelectorAll('.n rect'), e => [e.closest('svg'), e.getBBox()]);
            let n = 0; boxes.forEach((a, i) => boxes.slice(i + 1).forEach(b => { n += a[0] === b[0] && a[1].x < b[1].x + b[1].width &&
            b[1].x < a[1].x + a[1].width && a[1].y < b[1].y + b[1].height && b[1].y < a[1].y + a[1].height; })); return [boxes.length, n]; })()""")
        ends = {(i, r[end]) for i, result in enumerate(self.results) for r in result["relations"] for end in ("subject", "object")}
        self.check(count == min(len(ends), 60 * len(self.results)), f"{count} nodes for {len(ends)} entities with relations")
        self.check(overlaps == 0, f"{overlaps} overlaps of nodes")
        outside = self.tab.run("""Array.from(document.querySelectorAll('svg.graph')).filter(s => { const v = s.viewBox.baseVal, b = s.getBBox();
            return b.x < v.x || b.y < v.y || b.x + b.width > v.x + v.width || b.y + b.height > v.y + v.height; }).length""")
        self.check(outside == 0, "graph leaves its picture")

    def hover(self, selector, wanted):
        self.tab.point(selector)
        self.check(self.tab.wait(CARD), f"no card over {selector}")
        said = self.tab.run("document.getElementById('card').textContent")
        self.check(wanted in said, f"card of {selector} says {said!r}")
        self.tab.away()
        self.check(self.tab.wait("document.getElementById('card').hidden"), "card stays")


def article(tab, kzner, folder):
    page = Page(tab, kzner, folder, "article", [("article", ARTICLE)])
    page.as_json()
    page.graph()
    page.check(tab.run("document.title") == "article", "title")
    page.hover("mark.PERSON", "Nursultan Nazarbayev")
    page.hover("mark.DATE", "2005-05-17")
    page.hover(".n.PLACE", "place")
    page.hover(".r .hit", tab.run("document.getElementById(document.querySelector('.r').dataset.r).cells[1].textContent"))
    tab.point("tr.relation td.verb")
    page.check(tab.wait("document.querySelectorAll('.r.on').length === 1 && document.querySelectorAll('.s.on').length > 0"), "row lights up edge and sentence")
    tab.away()
    keyboard(page)
    sorting(page)
    legend(page)
    page.quiet()


def keyboard(page):
    tab = page.tab
    tab.run("document.activeElement.blur(); document.querySelector('.legend input[data-type=PERCENT]').focus()")
    for _ in range(4):
        if not tab.run("document.activeElement.matches('mark')"):
            tab.key("Tab", 9)
    first = tab.run("document.activeElement.id")
    page.check(first == "d0m0", f"Tab reaches {first!r}")
    page.check(tab.run(CARD), "focus opens a card")
    tab.key("ArrowRight", 39)
    page.check(tab.run("document.activeElement.id") == "d0m1", "arrow goes on")
    tab.key("Enter", 13, "\r")
    tab.run("document.activeElement.blur()")
    page.check(tab.run("new Promise(done => setTimeout(() => done(%s), 400))" % CARD), "Enter keeps the card")
    tab.key("Escape", 27)
    page.check(not tab.run(CARD), "Escape closes the card")


def sorting(page):
    tab = page.tab
    column = "Array.from(document.querySelectorAll('table.Entities tbody tr'), r => r.cells[%d].textContent)"
    tab.click("table.Entities th:nth-child(1) button")
    names = tab.run(column % 0)
    page.check(names == sorted(names, key=str.casefold), f"sorted by name: {names}")
    page.check(tab.run("document.querySelector('table.Entities th').getAttribute('aria-sort')") == "ascending", "aria-sort")
    tab.click("table.Entities th:nth-child(1) button")
    page.check(tab.run(column % 0) == names[::-1], "sorted backwards")
    tab.click("table.Entities th:nth-child(4) button")
    counts = [int(n) for n in tab.run(column % 3)]
    page.check(counts == sorted(counts), f"sorted by number: {counts}")


def legend(page):
    tab = page.tab
    tab.click(".legend input[data-type=PLACE]")
    page.check(tab.run("document.querySelectorAll('mark.PLACE:not(.off)').length") == 0, "legend switches places off")
    tab.click(".legend input[data-type=PLACE]")
    page.check(tab.run("document.querySelectorAll('mark.off').length") == 0, "and on")


def hostile(tab, kzner, folder):
    page = Page(tab, kzner, folder, "hostile", [(HOSTILE_ID, HOSTILE), ("", ""), ("x" * 3000, "\n\n"), ("a b", "Almaty")])
    page.as_json()
    page.check(tab.run("document.querySelectorAll('img, b[onmouseover], .text style').length") == 0, "text became elements")
    page.check(tab.run("document.querySelectorAll('#contents li').length") == 4, "list of documents")
    page.hover("mark.PERSON", "Nursultan Nazarbayev")
    page.quiet()


def many(tab, kzner, folder):
    page = Page(tab, kzner, folder, "many", [("many", "Nursultan Nazarbayev visited Almaty. " * 5000)])
    page.as_json()
    page.hover("mark.PLACE", "Almaty")
    page.quiet()


def crowd(tab, kzner, folder):
    cities = """Paris London Berlin Madrid Rome Vienna Warsaw Prague Budapest Sofia Athens Ankara Istanbul Tehran Baghdad Kabul Islamabad Delhi
        Beijing Shanghai Tokyo Seoul Hanoi Bangkok Jakarta Manila Singapore Canberra Washington Ottawa Havana Brasilia Cairo Nairobi Pretoria
        Moscow Kiev Minsk Riga Vilnius Tallinn Helsinki Stockholm Oslo Copenhagen Brussels Geneva Lisbon Dublin Yerevan Baku Tbilisi Tashkent
        Bishkek Dushanbe Ashgabat Astana Almaty Shymkent Atyrau Aktau Karaganda Pavlodar Semey Urumqi Samarkand Osh Kazan Omsk Novosibirsk""".split()
    people = ["Nursultan Nazarbayev", "Vladimir Putin", "Kassym-Jomart Tokayev"]
    text = " ".join(f"{people[i % 3]} visited {city}." for i, city in enumerate(cities))
    page = Page(tab, kzner, folder, "crowd", [("crowd", text + " Nursultan Nazarbayev met Vladimir Putin.")])
    page.graph()
    page.check("60 most connected" in tab.run("document.querySelector('figcaption').textContent"), "caption tells what is left out")
    page.quiet()


CONTRAST = """(() => { const css = getComputedStyle(document.documentElement), hex = n => { let v = css.getPropertyValue(n).trim();
    if (v.length === 4) v = v.replace(/[^#]/g, c => c + c); return [1, 3, 5].map(i => parseInt(v.slice(i, i + 2), 16)); };
    const light = c => c.map(v => v / 255).map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4).reduce((s, v, i) => s + v * [.2126, .7152, .0722][i], 0);
    const ratio = (a, b) => (Math.max(light(a), light(b)) + .05) / (Math.min(light(a), light(b)) + .05), paper = hex('--paper');
    return ['person', 'party', 'place', 'org', 'norp', 'event', 'law', 'value', 'ink', 'soft', 'no', 'accent'].map(n => {
        const c = hex('--' + n), tint = ['ink', 'soft', 'no', 'accent', 'value'].includes(n) ? paper : paper.map((p, i) => p * .87 + c[i] * .13);
        return [n, ratio(c, tint)]; }); })()"""


def screens(tab, kzner, folder, pictures):
    page = Page(tab, kzner, folder, "screens", [("article", ARTICLE)])
    for name, width, dark in (("light", 1280, False), ("dark", 1280, True), ("narrow", 360, False)):
        tab.screen(width, dark=dark)
        low = [pair for pair in tab.run(CONTRAST) if pair[1] < 4.5]
        page.check(not low, f"{name}: contrast {low}")
        page.check(tab.run("document.documentElement.scrollWidth <= innerWidth"), f"{name}: page is wider than the screen")
        tab.point("mark.PERSON")
        page.check(tab.wait(CARD), f"{name}: card")
        box = tab.run("(b => [b.left, b.right, innerWidth])(document.getElementById('card').getBoundingClientRect())")
        page.check(box[0] >= 0 and box[1] <= box[2], f"{name}: card at {box}")
        if pictures:
            shot = tab.call("Page.captureScreenshot", captureBeyondViewport=True)["data"]
            (pathlib.Path(pictures) / f"{name}.png").write_bytes(base64.b64decode(shot))
        tab.away()
    tab.screen(680)
    tab.call("Emulation.setEmulatedMedia", media="print")
    page.check(tab.run("document.documentElement.scrollWidth <= innerWidth && Array.from(document.querySelectorAll('.scroll')).every(e => e.scrollWidth <= e.clientWidth)"),
               "print: wider than the paper")
    tab.call("Emulation.setEmulatedMedia", media="")
    printed = base64.b64decode(tab.call("Page.printToPDF")["data"])
    page.check(printed.startswith(b"%PDF") and len(printed) > 10000, "prints")
    if pictures:
        (pathlib.Path(pictures) / "print.pdf").write_bytes(printed)
    tab.screen(1280)
    page.quiet()


def main(kzner, pictures=None):
    path = browser.find()
    if not path:
        print("no Chromium")
        return 77
    with tempfile.TemporaryDirectory() as name:
        tab = browser.Browser(path)
        try:
            tab.screen(1280)
            for part in (article, hostile, many, crowd):
                part(tab, kzner, pathlib.Path(name))
            screens(tab, kzner, pathlib.Path(name), pictures)
        finally:
            tab.close()
    return bool(failures)


sys.exit(main(*sys.argv[1:]))
