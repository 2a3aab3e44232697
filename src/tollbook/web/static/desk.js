/* Keys, announcements and keeping one's place, on every page.
 *
 * A page works without this: every key presses a button, opens a form or follows a link that stands on the page
 * with `data-key`. Keys that decide act on the row (`data-row`) that holds the focus, or is marked as current;
 * never while somebody types, never with Ctrl, Alt or Meta, never by a key that is held down. */

const GO = { i: "/", q: "/queue", s: "/sources", c: "/changes" };
const GO_WITHIN = 1500; // milliseconds from g to the letter after it
const TYPED = "input:not([type=checkbox]):not([type=radio]):not([type=button]):not([type=submit]), textarea, select, [contenteditable]";

let goingSince = -Infinity;
let waiting = false; // a decision is on its way: a second press must not fall on the next item
let place = null; // the row to come back to once the page has been renewed

const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const seen = (el) => el.getClientRects().length > 0;

/** Say something to those who hear the page; what is shown is on the page already. */
export function announce(text) {
  const said = document.getElementById("said");
  if (!said || !text) return;
  said.textContent = "";
  setTimeout(() => { said.textContent = text; }, 50); // readers pass over a text that does not change
}

/** Claims, or the rows of the list. */
function rows() {
  const marked = all("main [data-row]").filter(seen);
  return marked.length ? marked : all("main tbody tr").filter((tr) => seen(tr) && tr.querySelector("a[href]"));
}

function current() {
  const active = document.activeElement;
  return active?.closest("[data-row]") ?? document.querySelector("main [data-row][aria-current=true]");
}

function step(by) {
  const found = rows();
  if (!found.length) return;
  const row = document.activeElement?.closest("[data-row], main tbody tr") ?? document.querySelector("main [data-row][aria-current=true]");
  const at = found.indexOf(row);
  const next = found[at < 0 ? (by > 0 ? 0 : found.length - 1) : Math.min(Math.max(at + by, 0), found.length - 1)];
  const target = next.hasAttribute("tabindex") ? next : next.querySelector("a[href]");
  target.focus();
  target.scrollIntoView({ block: "nearest" });
}

/** What a key presses: in the current row first, then anywhere outside the rows. */
function pressed(key) {
  const selector = `[data-key~="${CSS.escape(key)}"]`;
  const row = current();
  const here = row ? all(selector, row).find(seen) : null;
  return here ?? all(selector).find((el) => seen(el) && !el.closest("[data-row]"));
}

function press(el) {
  if (el.matches("summary")) {
    el.parentElement.open = true;
    const field = all("textarea, input:not([type=hidden]), select", el.parentElement).find(seen);
    (field ?? el).focus();
    field?.scrollIntoView({ block: "nearest" });
  } else {
    el.click();
  }
}

function help() {
  const dialog = document.getElementById("keys");
  if (dialog) dialog.showModal();
  else location.assign("/help");
}

function onKey(event) {
  const target = event.target;
  if (document.querySelector("dialog[open]")) return;
  if (target.matches?.(TYPED)) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && target.form) {
      event.preventDefault();
      target.form.requestSubmit(target.form.querySelector("button.main") ?? undefined);
    } else if (event.key === "Escape") {
      leave(target);
    }
    return;
  }
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat) return;
  if (act(event.key)) event.preventDefault();
}

/** Out of a form, back to the claim that it is about, with nothing sent. */
function leave(field) {
  const details = field.closest("details");
  if (details) details.open = false;
  const row = field.closest("[data-row]") ?? details?.querySelector("summary");
  if (row) row.focus();
  else field.blur();
}

function act(key) {
  if (performance.now() - goingSince < GO_WITHIN && GO[key]) {
    location.assign(GO[key]);
    return true;
  }
  goingSince = -Infinity;
  if (key === "g") goingSince = performance.now();
  else if (key === "?") help();
  else if (key === "j") step(1);
  else if (key === "k") step(-1);
  else if (key === "/") document.getElementById("q")?.focus();
  else {
    if (key.length !== 1 || waiting) return false;
    const el = pressed(key);
    if (el) press(el);
    else if ("axue".includes(key) && rows().length) announce("No claim has the focus: press j.");
    else return false;
  }
  return true;
}

/** Say why not, beside the form that was sent; and lead to the field that the sentence names. */
function problem(text) {
  const shown = document.getElementById("problem");
  if (!shown) return;
  document.getElementById("flash")?.remove(); // of the decision before: it would seem to speak of this one
  const form = document.activeElement?.closest("form.decide");
  if (form) form.before(shown);
  for (const el of all("[aria-invalid]")) el.removeAttribute("aria-invalid");
  shown.textContent = text;
  shown.hidden = false;
  const field = form?.elements.namedItem(text.match(/^([a-z]+)=/)?.[1] ?? "");
  if (field instanceof HTMLElement && field.type !== "hidden") {
    field.setAttribute("aria-invalid", "true");
    field.focus();
  }
  shown.scrollIntoView({ block: "nearest" });
}

/** The one sentence of a page that says why not. */
function sentence(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  return page.querySelector("main p")?.textContent ?? "That was not possible; nothing was changed.";
}

function onRequest() {
  waiting = true;
  const active = document.activeElement;
  place = active?.closest("[data-row]")?.id ?? active?.closest("li[id]")?.id ?? null;
}

function onSwap() {
  if (document.getElementById("problem")?.hidden === false) return; // nothing was swapped: the wrong field keeps the focus
  const said = document.getElementById("flash");
  if (said) announce(said.textContent);
  if (document.activeElement?.matches("[autofocus]")) return;
  const row = (place && document.getElementById(place)) || document.getElementById("item") || document.querySelector("main [data-row][aria-current=true]");
  (row ?? document.getElementById("main")).focus({ preventScroll: Boolean(place) });
}

document.addEventListener("keydown", onKey);
document.addEventListener("htmx:before:request", onRequest);
document.addEventListener("htmx:finally:request", () => { waiting = false; });
document.addEventListener("htmx:after:swap", onSwap);
document.addEventListener("htmx:response:error", (event) => problem(sentence(event.detail.ctx.text)));
document.addEventListener("htmx:error", () => problem("The desk does not answer; nothing was changed. Is it still running?"));

const flash = document.getElementById("flash");
if (flash) announce(flash.textContent);
document.querySelector("#item")?.focus({ preventScroll: true });
