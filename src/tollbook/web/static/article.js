/* Claims and their words, both ways; and words picked from the text into the field that asks for them.
 *
 * Offsets never leave the server: a selection is sent as words, and the server finds them in the text. */

const all = (selector) => [...document.querySelectorAll(selector)];
const marksOf = (claim) => all("mark[data-claims]").filter((m) => m.dataset.claims.split(" ").includes(claim));
const rowOf = (claim) => document.querySelector(`[data-claim="${CSS.escape(claim)}"]`);

let filled = null; // the field that last had the focus and takes words of the text

/** Light up a claim's words and its row. */
function light(claims) {
  all("mark.on, [data-claim].on").forEach((el) => el.classList.remove("on"));
  for (const claim of claims) {
    marksOf(claim).forEach((m) => m.classList.add("on"));
    rowOf(claim)?.classList.add("on");
  }
}

function claimsAt(el) {
  const mark = el.closest?.("mark[data-claims]");
  if (mark) return mark.dataset.claims.split(" ");
  const row = el.closest?.("[data-claim]");
  return row ? [row.dataset.claim] : null;
}

/** Bring words into view without moving the reader's place where they are in view already. */
function show(el) {
  const at = el.getBoundingClientRect();
  const pane = el.closest(".pane");
  const within = pane ? pane.getBoundingClientRect() : { top: 0, bottom: innerHeight };
  if (at.top < Math.max(within.top, 0) || at.bottom > Math.min(within.bottom, innerHeight)) el.scrollIntoView({ block: "center" });
}

function onPoint(event) {
  const claims = claimsAt(event.target);
  if (claims) light(claims);
}

function onFocus(event) {
  if (event.target.matches?.("[data-words]")) {
    filled?.classList.remove("filling");
    filled = event.target;
    filled.classList.add("filling");
  }
  const claims = claimsAt(event.target);
  if (!claims) return;
  light(claims);
  if (event.target.matches("[data-claim]")) marksOf(claims[0]).slice(0, 1).forEach(show);
}

/** From words to their claim; of several claims, each click goes to the next. */
function onClick(event) {
  const mark = event.target.closest?.("mark[data-claims]");
  if (!mark || !getSelection().isCollapsed) return;
  const claims = mark.dataset.claims.split(" ");
  const at = claims.findIndex((c) => document.activeElement === rowOf(c));
  const row = rowOf(claims[(at + 1) % claims.length]);
  row?.focus({ preventScroll: true });
  if (row) show(row);
}

function onKey(event) {
  if (event.key !== "Enter" || !event.target.matches?.("mark[data-claims]")) return;
  event.preventDefault();
  onClick(event);
}

/** Words selected in the text go into the field that asks for words. */
function onSelected() {
  const selection = getSelection();
  if (!filled?.isConnected || selection.isCollapsed || !filled.closest("details")?.open) return;
  const text = document.getElementById("text");
  if (!text?.contains(selection.anchorNode) || !text.contains(selection.focusNode)) return;
  filled.value = selection.toString().replace(/\s+/gu, " ").trim();
  filled.focus();
}

/** The words in question, in the middle of their pane. */
function showAsked() {
  const item = document.getElementById("item");
  for (const pane of all(".pane")) {
    const mark = pane.querySelector("mark");
    if (mark) pane.scrollTop = mark.offsetTop - pane.offsetTop - pane.clientHeight / 3;
  }
  if (item?.dataset.claim) light([item.dataset.claim]);
}

document.addEventListener("mouseover", onPoint);
document.addEventListener("focusin", onFocus);
document.addEventListener("click", onClick);
document.addEventListener("keydown", onKey);
document.addEventListener("mouseup", () => setTimeout(onSelected));
document.addEventListener("touchend", () => setTimeout(onSelected));
document.addEventListener("keyup", (event) => { if (event.shiftKey || event.key === "Shift") onSelected(); });
document.addEventListener("htmx:after:swap", showAsked);

showAsked();
const asked = new URL(location.href);
const chosen = asked.hash.startsWith("#c-") ? asked.hash.slice(3) : asked.searchParams.get("claim");
if (chosen && rowOf(chosen) && !document.getElementById("item")) rowOf(chosen).focus();
