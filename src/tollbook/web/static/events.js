// Says, without moving anything, that the book has grown since this page was made.
// The server tells the moments (/events); the reader decides when to load again.

const main = document.getElementById('main');
const changed = new Map(); // the incidents, and the last moment in which each changed
let note = null;

/** Count incidents in the words of the notice. */
function words(count, everything) {
  if (everything) return 'The book has changed.';
  if (count === 0) return 'The book has grown.';
  return count === 1 ? '1 incident changed.' : `${count} incidents changed.`;
}

/** Show the notice, or bring it up to date; it is announced politely and takes no focus. */
function show(everything) {
  if (!note) {
    note = document.createElement('p');
    note.className = 'notice no-print';
    note.setAttribute('role', 'status');
    const text = document.createElement('span');
    const again = document.createElement('a');
    again.href = location.href;
    again.textContent = 'Load again';
    note.append(text, ' ', again);
    main.prepend(note);
  }
  note.firstChild.textContent = words(changed.size, everything);
}

/** Up to which moment of the book this page is made: what one decided here oneself is no news. */
function seen() {
  const fields = [...document.querySelectorAll('input[name="seen"]')].map((field) => field.value);
  return [document.getElementById('live')?.dataset.seen ?? '', ...fields].reduce((a, b) => (a > b ? a : b));
}

/** The page was made anew: forget what it now shows. */
function renewed() {
  const upTo = seen();
  for (const [id, moment] of changed) if (moment <= upTo) changed.delete(id);
  if (!note || changed.size) return;
  note.remove();
  note = null;
}

/** On the page of one incident only what is about that incident is news. */
function concerns(ids) {
  const here = location.pathname.match(/^\/incident\/([^/]+)/);
  return !here || ids.some((id) => id.startsWith(decodeURIComponent(here[1])));
}

let source = null;
let last = '';

/** Listen from the last moment that was told; browsers allow few lines to one server, so a hidden page gives its own up. */
function listen() {
  if (source || document.hidden) return;
  source = new EventSource(last ? `/events?since=${encodeURIComponent(last)}` : '/events');
  source.addEventListener('hello', (event) => { last = event.lastEventId; });
  source.addEventListener('change', (event) => {
    last = event.lastEventId;
    const { incidents } = JSON.parse(event.data);
    if (!concerns(incidents) || last <= seen()) return;
    incidents.forEach((id) => changed.set(id, last));
    show(false);
  });
  source.addEventListener('reset', (event) => { last = event.lastEventId; show(true); });
}

/** Give the line up. */
function rest() {
  if (source) source.close();
  source = null;
}

if (main && 'EventSource' in window && document.body.dataset.page !== 'login') {
  document.addEventListener('visibilitychange', () => (document.hidden ? rest() : listen()));
  document.addEventListener('htmx:after:swap', renewed);
  addEventListener('pagehide', rest);
  addEventListener('pageshow', listen);
  listen();
}
