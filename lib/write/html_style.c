/*
 * In: nothing. Out: the style sheet of the page. The preprocessor makes a string of what stands between the brackets and each
 * run of white space one space. Types differ in colour, in the line below and in the word behind a name; contrast is 4.5:1
 * and more in light and dark.
 */
#include "write/html.h"

#define QUOTE(...) #__VA_ARGS__

/* clang-format off */
const char kz_html_style[] = QUOTE(
:root { color-scheme: light dark; --paper: #fff; --page: #f4f5f7; --ink: #1b1f24; --soft: #5a6472; --rule: #d9dee5;
	--accent: #0b57d0; --flash: #fff3bf; --person: #1d4ed8; --party: #7e22ce; --place: #137a37; --org: #a84b08;
	--norp: #0f6e66; --event: #be123c; --law: #6b4f1d; --value: #55606e; --no: #c01c28; --shadow: 0 6px 24px rgba(20, 30, 50, .18); }
@media (prefers-color-scheme: dark) { :root { --paper: #191d23; --page: #0f1216; --ink: #e7eaee; --soft: #a3adba; --rule: #343b45;
	--accent: #8ab4ff; --flash: #4a4215; --person: #93b4ff; --party: #d6a8ff; --place: #7fdc9a; --org: #ffb870;
	--norp: #6fe0d4; --event: #ff9db0; --law: #dcc48a; --value: #aab4c2; --no: #ff8a8a; --shadow: 0 6px 24px rgba(0, 0, 0, .6); } }
* { box-sizing: border-box; }
html { scroll-padding: 6rem; }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
a { color: var(--accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.hidden { position: absolute; }
.page, main { max-width: 76rem; margin: 0 auto; padding: 0 1.25rem; }
.page { padding-top: 1.25rem; }
.brand { margin: 0 0 .5rem; font-weight: 650; color: var(--soft); letter-spacing: .01em; }
.contents { margin: 0 0 .75rem; }
.contents ol { columns: 18rem; margin: .5rem 0; padding-inline-start: 2.5rem; }
.hint { margin: .5rem 0 0; color: var(--soft); font-size: .85rem; }
.legend { border: 0; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: .4rem; }
.legend legend { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.legend label { display: inline-flex; align-items: center; gap: .35rem; padding: .1rem .6rem .1rem .4rem; border: 1px solid var(--rule);
	border-radius: 99px; background: var(--paper); font-size: .85rem; cursor: pointer; }
.legend label span { border-bottom: 2px solid var(--c); }
.legend label b { font-weight: 400; color: var(--soft); }
.legend label.none { display: none; }
.legend input { margin: 0; accent-color: var(--c); }
.PERSON { --c: var(--person); } .PARTY { --c: var(--party); } .PLACE { --c: var(--place); } .ORG { --c: var(--org); }
.NORP { --c: var(--norp); } .EVENT { --c: var(--event); } .LAW { --c: var(--law); }
.TITLE, .DATE, .MONEY, .PERCENT, .NONE { --c: var(--value); }
.document { margin: 1.5rem 0 3rem; content-visibility: auto; contain-intrinsic-size: auto 1200px; }
.document > header { margin: 0 0 .75rem; }
h2 { margin: 0; font-size: 1.45rem; line-height: 1.25; overflow-wrap: anywhere; }
h3 { margin: 0; font-size: 1.05rem; }
h3 b { font-weight: 400; color: var(--soft); }
.facts { margin: .25rem 0 0; color: var(--soft); font-size: .9rem; display: flex; flex-wrap: wrap; gap: .1rem 1.1rem; }
.note { margin: .5rem 0; padding: .4rem .8rem; border-inline-start: 3px solid var(--rule); color: var(--soft); font-size: .9rem; }
.text, figure, .table { background: var(--paper); border: 1px solid var(--rule); border-radius: 10px; margin: 0 0 1rem; padding: 1rem 1.25rem; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: plaintext; text-align: start;
	font: 1.08rem/1.85 Charter, "Bitstream Charter", Cambria, Georgia, "Noto Serif", serif; padding: 1.4rem max(1.25rem, calc(50% - 23rem)); }
mark { color: inherit; background: color-mix(in srgb, var(--c) 13%, transparent); border-bottom: 2px solid var(--c); border-radius: 3px 3px 0 0;
	padding: .08em .15em; cursor: pointer; box-decoration-break: clone; -webkit-box-decoration-break: clone; }
mark::after { font: 600 .6em/1 system-ui, sans-serif; color: var(--c); margin-inline-start: .35em; vertical-align: .12em; letter-spacing: .02em; }
mark.PERSON::after { content: "person"; } mark.PARTY::after { content: "party"; } mark.PLACE::after { content: "place"; }
mark.ORG::after { content: "body"; } mark.NORP::after { content: "people"; } mark.EVENT::after { content: "event"; }
mark.LAW::after { content: "law"; }
mark.PARTY, mark.LAW { border-bottom-style: double; border-bottom-width: 3px; }
mark.ORG, mark.EVENT { border-bottom-style: dashed; }
mark.TITLE, mark.DATE, mark.MONEY, mark.PERCENT { background: none; padding: 0; border-bottom: 1px dotted var(--c); }
mark.off { background: none; border-bottom-color: transparent; padding: 0; }
mark.off::after { content: none; }
mark.on { background: color-mix(in srgb, var(--c) 38%, transparent); }
mark:hover, mark.at { outline: 2px solid var(--c); outline-offset: 1px; }
.s.on, .s:target { background: var(--flash); border-radius: 3px; }
figure h3 { margin-bottom: .5rem; }
figcaption { margin-top: .5rem; color: var(--soft); font-size: .85rem; }
.scroll { overflow-x: auto; }
svg.graph { display: block; margin: 0 auto; max-width: 100%; height: auto; min-width: min(44rem, 100%); font-family: system-ui, "Noto Sans", sans-serif; }
.n { cursor: pointer; outline: none; }
.n rect { fill: color-mix(in srgb, var(--c) 11%, var(--paper)); stroke: var(--c); stroke-width: 1.5; }
.n text { text-anchor: middle; fill: var(--ink); font-size: 13px; font-weight: 600; }
.n .kind { fill: var(--c); font-size: 10.5px; font-weight: 500; }
.n.PARTY rect { stroke-width: 3; } .n.ORG rect { stroke-dasharray: 7 3; } .n.EVENT rect { stroke-dasharray: 2 3; }
.n:hover rect, .n.on rect, .n:focus rect { fill: color-mix(in srgb, var(--c) 32%, var(--paper)); stroke-width: 2.5; }
.r .line { fill: none; stroke: var(--soft); stroke-width: 1.4; } .head { fill: var(--soft); }
.r .hit { fill: none; stroke: transparent; stroke-width: 14; cursor: pointer; pointer-events: stroke; }
.r text { text-anchor: middle; font-size: 11.5px; fill: var(--ink); stroke: var(--paper); stroke-width: 4px; stroke-linejoin: round; paint-order: stroke; pointer-events: none; }
.r.negated .line { stroke: var(--no); stroke-dasharray: 7 5; } .r.negated text { fill: var(--no); }
.r.planned .line { stroke-dasharray: 1.5 4; stroke-linecap: round; stroke-width: 2; }
.r.on .line { stroke: var(--accent); stroke-width: 2.6; } .r.on text { fill: var(--accent); font-weight: 600; }
.dense .r text { visibility: hidden; } .dense .r.on text { visibility: visible; }
.focus .r:not(.on), .focus .n:not(.on):not(.near) { opacity: .22; }
.n.off { opacity: .25; }
.table summary { cursor: pointer; } .table summary h3 { display: inline; }
table { border-collapse: collapse; width: 100%; margin-top: .6rem; font-size: .9rem; }
th { text-align: start; padding: 0; border-bottom: 2px solid var(--rule); white-space: nowrap; }
th button { all: unset; box-sizing: border-box; cursor: pointer; padding: .35rem .6rem; font-weight: 600; color: var(--soft); width: 100%; }
th button:focus-visible { outline: 2px solid var(--accent); }
th button::after { content: "\2195"; opacity: .45; margin-inline-start: .35em; font-weight: 400; }
th[aria-sort=ascending] button::after { content: "\2191"; opacity: 1; } th[aria-sort=descending] button::after { content: "\2193"; opacity: 1; }
td { padding: .4rem .6rem; border-bottom: 1px solid var(--rule); vertical-align: top; overflow-wrap: break-word; }
tbody tr:hover, tr.on { background: color-mix(in srgb, var(--accent) 9%, transparent); }
.Relations th:last-child { width: 38%; }
td.number { white-space: nowrap; font-variant-numeric: tabular-nums; } td.verb, td.date { white-space: nowrap; }
td.type span { border-bottom: 2px solid var(--c); white-space: nowrap; }
.go { color: inherit; text-decoration-color: var(--rule); text-underline-offset: .2em; } .go:hover { color: var(--accent); }
.quote { text-decoration: none; color: var(--soft); } .quote b { color: var(--ink); }
td .quote { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 4; overflow: hidden; min-width: 16rem; }
.negated .status span { color: var(--no); font-weight: 600; } .planned .status span { font-style: italic; }
tr.off { display: none; }
aside { position: absolute; z-index: 9; left: var(--x, 0); top: var(--y, 0); width: min(25rem, calc(100vw - 2rem)); max-height: 19rem; overflow: auto;
	background: var(--paper); color: var(--ink); border: 1px solid var(--rule); border-top: 4px solid var(--c, var(--accent)); border-radius: 8px;
	box-shadow: var(--shadow); padding: .7rem .9rem; font-size: .9rem; line-height: 1.4; overflow-wrap: anywhere; }
aside[hidden] { display: none; }
aside h4 { margin: 0; font-size: 1.05rem; } aside p { margin: .2rem 0; } aside .soft { color: var(--soft); }
aside ul { list-style: none; margin: .5rem 0 0; padding: 0; border-top: 1px solid var(--rule); }
aside li { padding: .3rem 0; border-bottom: 1px solid var(--rule); } aside li:last-child { border: 0; padding-bottom: 0; }
aside .quote { display: block; font-size: .85rem; }
aside .no { color: var(--no); font-weight: 600; }
@media (max-width: 40rem) { .page, main { padding: 0 .75rem; } .page { padding-top: .75rem; } .text { padding: 1rem; font-size: 1rem; } figure, .table { padding: .8rem; }
	svg.graph { min-width: 40rem; }
	aside { position: fixed; left: 0; right: 0; top: auto; bottom: 0; width: auto; max-height: 45vh; border-radius: 12px 12px 0 0; }
	.hint { display: none; } h2 { font-size: 1.2rem; }
	table, tbody, tr, td { display: block; } thead { display: block; } thead tr { display: flex; flex-wrap: wrap; gap: 0 .25rem; } th { border: 0; }
	th button { padding: .15rem .4rem; }
	tbody tr { padding: .5rem 0; border-bottom: 1px solid var(--rule); } td { display: inline; border: 0; padding: 0 .35rem 0 0; }
	td.number { color: var(--soft); } td .quote { margin-top: .2rem; } td.verb { font-style: italic; } td:empty { display: none; } }
@media print { :root { --paper: #fff; --page: #fff; --ink: #000; --soft: #444; --rule: #bbb; --person: #1d4ed8; --party: #7e22ce; --place: #137a37;
	--org: #a84b08; --norp: #0f6e66; --event: #be123c; --law: #6b4f1d; --value: #55606e; --no: #c01c28; color-scheme: light; }
	.legend input, .hint, aside, .contents { display: none; } .text, figure, .table { border: 0; padding: 0; } .text { font-size: 10.5pt; line-height: 1.6; }
	.document { content-visibility: visible; break-after: page; } .document:last-child { break-after: auto; } figure, tr { break-inside: avoid; }
	.scroll { overflow: visible; } svg.graph { min-width: 0; } td { padding: .25rem .35rem; } td .quote { -webkit-line-clamp: none; display: block; min-width: 0; } th button::after { content: none; }
	main { max-width: none; } .page, main { padding: 0; } table { font-size: 8pt; } }
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } mark, .n, .r { transition: background-color .12s, opacity .15s; } }
);
