/* One incident: its chart, its map, and the replay. The page is whole without them. */

let opened = null;

async function map(box) {
  opened?.remove();
  opened = null;
  const { openMap, around, colour } = await import(box.dataset.module);
  const [at, off] = [[Number(box.dataset.lon), Number(box.dataset.lat)], Number(box.dataset.radius)];
  const area = around(at, off);
  const ring = area.geometry.coordinates[0];
  const [xs, ys] = [ring.map((p) => p[0]), ring.map((p) => p[1])];
  const bounds = [[Math.min(...xs), Math.max(-84, Math.min(...ys))], [Math.max(...xs), Math.min(84, Math.max(...ys))]];
  const made = await openMap(box, { bounds, fitBoundsOptions: { padding: 60, maxZoom: 7 } });
  if (made === null) return;
  opened = made.map;
  opened.addSource("area", { type: "geojson", data: area });
  opened.addSource("spot", { type: "geojson", data: { type: "Point", coordinates: at } });
  opened.addLayer({ id: "area", type: "fill", source: "area", paint: { "fill-color": colour("bad"), "fill-opacity": 0.15 } });
  opened.addLayer({ id: "edge", type: "line", source: "area", paint: { "line-color": colour("bad"), "line-width": 1.5, "line-dasharray": [2, 2] } });
  opened.addLayer({ id: "spot", type: "circle", source: "spot", paint: { "circle-color": colour("bad"), "circle-radius": 4 } });
  await opened.once("idle");
  box.dataset.state = "drawn";
}

/** Every bar leads to the words it was drawn from. */
async function chart(box) {
  const { drawChart } = await import(box.dataset.module);
  await drawChart(box, {
    onPick(row) {
      const claim = row.id && document.getElementById(`c-${row.id}`);
      if (!claim) {
        // Of a crowd of claims it stands on another page: that which the server finds it on.
        if (row.id) location.href = aside(row.id);
        return;
      }
      location.hash = `c-${row.id}`;
      claim.tabIndex = -1;
      claim.focus();
    },
  });
}

function aside(claim) {
  const there = new URL(location.href);
  there.searchParams.delete("page");
  there.searchParams.delete("origin");
  there.searchParams.set("claim", claim);
  there.hash = `c-${claim}`;
  return there;
}

function pictures() {
  for (const [selector, draw] of [["#map", map], [".chart[data-src]", chart]]) {
    for (const box of document.querySelectorAll(selector)) draw(box).catch(() => { box.dataset.state = "failed"; });
  }
}

/** The page at another moment: the parts marked live are taken from it, the rest (the slider under the hand) stays. */
let asked = 0;
async function show(address) {
  const mine = ++asked;
  const answer = await fetch(address, { headers: { accept: "text/html" } });
  const then = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (mine !== asked) return;
  const parts = then.querySelectorAll("[data-live]");
  if (!answer.ok || !parts.length) {
    say(then.querySelector("main p")?.textContent ?? "Nothing was known then.");
    return;
  }
  opened?.remove();
  opened = null;
  for (const part of parts) document.getElementById(part.id)?.replaceWith(document.importNode(part, true));
  history.replaceState(null, "", address);
  pictures();
}

function say(words) {
  const place = document.getElementById("said");
  if (place) place.textContent = words;
}

/** The links of the replay as a slider, one clock at a time; the links stay for whoever prefers them. */
function replay() {
  const list = document.getElementById("replay-steps");
  const place = document.getElementById("replay-slider");
  if (!list || !place) return;
  const [clock, range, words] = ["select", "input", "output"].map((name) => place.querySelector(name));
  const links = (name) => [...list.querySelectorAll(`a[data-clock="${name}"], a[data-clock="now"]`)];
  const here = new URL(location.href).searchParams.get("as_of") ?? "";
  if (here.startsWith("recorded:")) clock.value = "recorded";

  function reach() {
    const held = links(clock.value);
    range.max = String(held.length - 1);
    const on = held.findIndex((a) => a.hasAttribute("aria-current"));
    range.value = String(on < 0 ? held.length - 1 : on);
    tell();
  }
  function tell() {
    const link = links(clock.value)[Number(range.value)];
    const said = link?.closest("li").textContent.replace(/\s+/g, " ").trim() ?? "";
    words.textContent = said;
    range.setAttribute("aria-valuetext", said);
    return link;
  }
  range.addEventListener("input", () => {
    const link = tell();
    if (!link) return;
    for (const a of list.querySelectorAll("a[aria-current]")) a.removeAttribute("aria-current");
    link.setAttribute("aria-current", "step");
    show(link.href).catch(() => { location.href = link.href; });
  });
  clock.addEventListener("change", reach);
  reach();
  place.hidden = false;
}

pictures();
replay();
