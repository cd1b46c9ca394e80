/*
 * In: nothing. Out: the script of the page: cards, highlights, sorting, the legend. It reads what the page says in its own
 * elements, and writes text as text only. No line comments: the preprocessor makes one line of it.
 */
#include "write/html.h"

#define QUOTE(...) #__VA_ARGS__

/* clang-format off */
const char kz_html_script[] = QUOTE(
(function () {
	"use strict";
	const card = document.getElementById("card");
	const relationsOf = new Map();
	const shownOf = new Map();
	let lit = [];
	let owner = null;
	let pinned = false;
	let timer = 0;

	function get(id) { return id ? document.getElementById(id) : null; }

	function list(map, key) {
		if (!map.has(key)) { map.set(key, []); }
		return map.get(key);
	}

	function make(parent, tag, text, style) {
		const made = document.createElement(tag);
		if (text) { made.textContent = text; }
		if (style) { made.className = style; }
		parent.append(made);
		return made;
	}

	function typeOf(element) {
		const box = element && Array.from(document.querySelectorAll(".legend label")).find(function (label) {
			return element.classList.contains(label.classList[0]);
		});
		return box ? box.classList[0] : "";
	}

	function labelOf(type) {
		const label = document.querySelector(".legend label." + type + " span");
		return label ? label.textContent : "";
	}

	function nameOf(id) {
		const row = get(id);
		return row ? row.cells[0].textContent : "";
	}

	function light(element, style) {
		if (!element) { return; }
		element.classList.add(style);
		lit.push([element, style]);
	}

	function dark() {
		lit.forEach(function (pair) { pair[0].classList.remove(pair[1]); });
		lit = [];
	}

	function lightEntity(id, style) {
		list(shownOf, id).forEach(function (element) { light(element, style); });
	}

	function lightRelation(row) {
		light(row, "on");
		light(document.querySelector(".r[data-r=\"" + row.id + "\"]"), "on");
	}

	function lightGraph(row) {
		const graph = row && row.closest(".document").querySelector("svg.graph");
		light(graph, "focus");
	}

	function showRelation(row) {
		lightRelation(row);
		lightGraph(row);
		lightEntity(row.dataset.a, "on");
		lightEntity(row.dataset.b, "on");
		row.dataset.s.split(" ").forEach(function (id) { light(get(id), "on"); });
	}

	function showEntity(id) {
		const related = list(relationsOf, id);
		lightEntity(id, "on");
		light(get(id), "on");
		related.forEach(function (row) {
			lightRelation(row);
			lightEntityNode(row.dataset.a);
			lightEntityNode(row.dataset.b);
		});
		if (related.length) { lightGraph(related[0]); }
	}

	function lightEntityNode(id) {
		list(shownOf, id).forEach(function (element) {
			if (element.classList.contains("n")) { light(element, "near"); }
		});
	}

	function writeStatus(parent, row) {
		if (row.classList.contains("negated")) { make(parent, "span", " (denied)", "no"); }
		if (row.classList.contains("planned")) { make(parent, "span", " (planned)", "soft"); }
	}

	function writeQuote(parent, row) {
		const quote = row.querySelector(".quote");
		if (quote) { parent.append(quote.cloneNode(true)); }
	}

	function writeRelation(parent, row) {
		const line = make(parent, "p");
		make(line, "bdi", nameOf(row.dataset.a));
		make(line, "i", " " + row.cells[1].textContent + " ");
		make(line, "bdi", nameOf(row.dataset.b));
		if (row.cells[4].textContent) { make(line, "span", ", " + row.cells[4].textContent, "soft"); }
		writeStatus(line, row);
		writeQuote(parent, row);
	}

	function writeEntity(id) {
		const row = get(id);
		if (!row) { return; }
		make(make(card, "h4"), "bdi", nameOf(id));
		const kind = [row.cells[1].textContent, row.cells[2].textContent].filter(Boolean).join(", ");
		const about = make(card, "p", kind + ", named " + row.cells[3].textContent + (row.cells[3].textContent === "1" ? " time" : " times"), "soft");
		if (row.cells[4].firstChild) {
			about.append(", ");
			about.append(row.cells[4].firstChild.cloneNode(true));
		}
	}

	function writeMention(mark) {
		if (!mark.dataset.e) {
			make(make(card, "h4"), "bdi", mark.dataset.value || mark.textContent);
			make(card, "p", labelOf(typeOf(mark)), "soft");
		}
		make(card, "p", "Found by " + mark.dataset.how + ". Confidence " + mark.dataset.sure + ".", "soft");
	}

	function writeRelations(id) {
		const related = list(relationsOf, id);
		if (!related.length) { return; }
		const items = make(card, "ul");
		related.slice(0, 6).forEach(function (row) { writeRelation(make(items, "li"), row); });
		if (related.length > 6) { make(items, "li", (related.length - 6) + " more in the table", "soft"); }
	}

	function place(element) {
		const at = element.getBoundingClientRect();
		const wide = document.documentElement.clientWidth;
		const size = card.getBoundingClientRect();
		const under = at.bottom + 8 + size.height <= window.innerHeight || at.top < size.height + 8;
		const x = Math.max(8, Math.min(at.left, wide - size.width - 8));
		const y = under ? at.bottom + 8 : at.top - size.height - 8;
		card.style.setProperty("--x", (x + window.scrollX) + "px");
		card.style.setProperty("--y", (y + window.scrollY) + "px");
	}

	function open(element) {
		clearTimeout(timer);
		dark();
		owner = element;
		card.replaceChildren();
		const relation = get(element.dataset.r);
		card.className = relation ? "" : typeOf(element);
		if (relation) {
			showRelation(relation);
			writeRelation(card, relation);
		} else {
			if (element.dataset.e) {
				showEntity(element.dataset.e);
				writeEntity(element.dataset.e);
			}
			if (element.matches("mark")) { writeMention(element); }
			if (element.dataset.e) { writeRelations(element.dataset.e); }
		}
		light(element, "at");
		card.hidden = false;
		card.scrollTop = 0;
		place(element);
	}

	function close() {
		clearTimeout(timer);
		dark();
		card.hidden = true;
		owner = null;
		pinned = false;
	}

	function closeSoon() {
		clearTimeout(timer);
		if (!pinned) { timer = setTimeout(close, 180); }
	}

	function subject(event) {
		const element = event.target.closest ? event.target.closest("mark, .n, .r") : null;
		return element && !element.classList.contains("off") ? element : null;
	}

	function rowOf(event) {
		return event.target.closest ? event.target.closest("tr.entity, tr.relation") : null;
	}

	function over(event) {
		if (card.contains(event.target)) { clearTimeout(timer); return; }
		if (pinned) { return; }
		const element = subject(event);
		const row = rowOf(event);
		if (element) { if (element !== owner) { open(element); } else { clearTimeout(timer); } return; }
		if (!row) { return; }
		close();
		if (row.classList.contains("relation")) { showRelation(row); } else { showEntity(row.id); }
	}

	function out(event) {
		if (subject(event) || rowOf(event) || card.contains(event.target)) { closeSoon(); }
	}

	function press(event) {
		const element = subject(event);
		if (element) {
			pinned = false;
			open(element);
			pinned = true;
		} else if (!card.contains(event.target) && pinned) { close(); }
	}

	function step(element, by) {
		const within = element.closest(".text, svg.graph");
		const all = Array.from(within.querySelectorAll(element.matches("mark") ? "mark:not(.off)" : ".n:not(.off)"));
		const next = all[all.indexOf(element) + by];
		if (!next) { return; }
		element.setAttribute("tabindex", "-1");
		next.setAttribute("tabindex", "0");
		pinned = false;
		next.focus();
	}

	function key(event) {
		const element = subject(event);
		if (event.key === "Escape") { close(); return; }
		if (!element) { return; }
		if (event.key === "Enter" || event.key === " ") { press(event); event.preventDefault(); }
		if (event.key === "ArrowRight" || event.key === "ArrowDown") { step(element, 1); event.preventDefault(); }
		if (event.key === "ArrowLeft" || event.key === "ArrowUp") { step(element, -1); event.preventDefault(); }
	}

	function focus(event) {
		const element = subject(event);
		if (element && !pinned && element !== owner) { open(element); }
	}

	function sort(button) {
		const head = button.parentNode;
		const body = head.closest("table").tBodies[0];
		const column = head.cellIndex;
		const down = head.getAttribute("aria-sort") === "ascending";
		const compare = new Intl.Collator("en", { numeric: true }).compare;
		const rows = Array.from(body.rows).map(function (row) { return [row.cells[column].textContent, row]; });
		const number = rows.length && rows[0][1].cells[column].classList.contains("number");
		rows.sort(function (a, b) {
			const order = number ? a[0] - b[0] : compare(a[0], b[0]);
			return down ? -order : order;
		});
		Array.from(head.parentNode.cells).forEach(function (cell) { cell.removeAttribute("aria-sort"); });
		head.setAttribute("aria-sort", down ? "descending" : "ascending");
		rows.forEach(function (row) { body.append(row[1]); });
	}

	function filter(box) {
		const type = box.dataset.type;
		document.querySelectorAll("mark." + type + ", .n." + type + ", tr.entity." + type).forEach(function (element) {
			element.classList.toggle("off", !box.checked);
		});
	}

	function count() {
		document.querySelectorAll(".legend input").forEach(function (box) {
			const number = document.querySelectorAll("mark." + box.dataset.type).length;
			box.parentNode.querySelector("b").textContent = number;
			box.parentNode.classList.toggle("none", !number);
		});
	}

	function contents() {
		const documents = document.querySelectorAll(".document");
		const box = get("contents");
		if (documents.length === 1) { document.title = documents[0].querySelector("h2").textContent; }
		if (documents.length < 2) { return; }
		box.querySelector("summary").textContent = documents.length + " documents";
		documents.forEach(function (one) {
			const link = make(make(box.querySelector("ol"), "li"), "a", one.querySelector("h2").textContent);
			link.href = "#" + one.id;
		});
		box.hidden = false;
	}

	document.querySelectorAll("mark[data-e], .n").forEach(function (element) { list(shownOf, element.dataset.e).push(element); });
	document.querySelectorAll("tr.relation").forEach(function (row) {
		list(relationsOf, row.dataset.a).push(row);
		if (row.dataset.a !== row.dataset.b) { list(relationsOf, row.dataset.b).push(row); }
	});
	document.addEventListener("mouseover", over);
	document.addEventListener("mouseout", out);
	document.addEventListener("click", function (event) {
		const button = event.target.closest("th button");
		if (button) { sort(button); } else { press(event); }
	});
	document.addEventListener("keydown", key);
	document.addEventListener("focusin", focus);
	document.addEventListener("focusout", function (event) { if (subject(event)) { closeSoon(); } });
	document.addEventListener("change", function (event) { if (event.target.dataset.type) { filter(event.target); } });
	count();
	contents();
}());
);
