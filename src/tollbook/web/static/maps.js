/* Maps with the basemap that the desk brings along. Nothing is fetched from elsewhere, and nothing is located by it:
   the points come from the book. Where the browser cannot draw them, whatever stood there before stays. */

const REMEMBERED = "tollbook-boundaries";
const EARTH = 6371.0088; // kilometres, the mean radius
const world = {};

/** A script that leaves a global behind, loaded once. */
function script(address) {
  world[address] ??= new Promise((done, failed) => {
    const tag = document.createElement("script");
    tag.src = address;
    tag.onload = done;
    tag.onerror = () => failed(new Error(`${address} did not load`));
    document.head.append(tag);
  });
  return world[address];
}

function drawable() {
  try {
    const context = document.createElement("canvas").getContext("webgl2");
    context?.getExtension("WEBGL_lose_context")?.loseContext();
    return context !== null;
  } catch {
    return false;
  }
}

/** Land, coasts and borders, each once. */
async function basemap({ topojson, world: address }) {
  await script(topojson);
  world.shapes ??= (async () => {
    const held = await (await fetch(address)).json();
    const countries = held.objects.countries;
    const line = (geometry) => ({ type: "Feature", properties: {}, geometry });
    return {
      land: window.topojson.feature(held, held.objects.land),
      coasts: line(window.topojson.mesh(held, countries, (a, b) => a === b)),
      borders: line(window.topojson.mesh(held, countries, (a, b) => a !== b)),
    };
  })();
  return world.shapes;
}

/** Colours of the page, so that the map is dark where the page is. */
export function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

function style(shapes, bordered) {
  const geojson = (data) => ({ type: "geojson", data });
  return {
    version: 8,
    sources: { land: geojson(shapes.land), coasts: geojson(shapes.coasts), borders: geojson(shapes.borders) },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": colour("sea") } },
      { id: "land", type: "fill", source: "land", paint: { "fill-color": colour("land"), "fill-antialias": false } },
      { id: "coasts", type: "line", source: "coasts", paint: { "line-color": colour("coast"), "line-width": 0.8 } },
      {
        id: "borders", type: "line", source: "borders", layout: { visibility: bordered ? "visible" : "none" },
        paint: { "line-color": colour("border"), "line-width": 1, "line-dasharray": [4, 3] },
      },
    ],
  };
}

function bordered(box) {
  let said = null;
  try { said = localStorage.getItem(REMEMBERED); } catch { /* a browser that keeps nothing */ }
  return (said ?? box.dataset.boundaries) !== "hidden";
}

/** The box that shows or hides borders, beside the caption. */
function toggle(box, map) {
  const label = box.parentElement.querySelector(".boundaries");
  const check = label?.querySelector("input");
  if (!check) return;
  label.hidden = false;
  check.checked = bordered(box);
  check.onchange = () => {
    map.setLayoutProperty("borders", "visibility", check.checked ? "visible" : "none");
    try { localStorage.setItem(REMEMBERED, check.checked ? "shown" : "hidden"); } catch { /* not remembered then */ }
  };
}

/**
 * Open a map in a box that has the addresses of what it needs in data attributes.
 * Returns the engine and the map, or null where the browser cannot draw it: then the box keeps what it had.
 */
export async function openMap(box, options = {}) {
  if (!drawable()) return null;
  const { engine, worker } = box.dataset;
  const [library, shapes] = await Promise.all([import(engine), basemap(box.dataset)]);
  library.setWorkerUrl(new URL(worker, location.href).href);
  const canvas = document.createElement("div");
  canvas.className = "map-canvas";
  box.append(canvas);
  const map = new library.Map({
    container: canvas, style: style(shapes, bordered(box)), attributionControl: false, fadeDuration: 0, renderWorldCopies: true,
    dragRotate: false, pitchWithRotate: false, maxZoom: 11, cooperativeGestures: false, ...options,
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new library.NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new library.ScaleControl({ maxWidth: 80 }), "bottom-left");
  await map.once("load");
  box.classList.add("drawn");
  toggle(box, map);
  return { library, map };
}

/** A circle on the globe as a polygon: everything within so many kilometres of a point. */
export function around([lon, lat], kilometres, corners = 72) {
  const off = kilometres / EARTH;
  const [phi, lambda] = [(lat * Math.PI) / 180, (lon * Math.PI) / 180];
  const ring = Array.from({ length: corners + 1 }, (_, n) => {
    const bearing = (2 * Math.PI * (n % corners)) / corners;
    const y = Math.asin(Math.sin(phi) * Math.cos(off) + Math.cos(phi) * Math.sin(off) * Math.cos(bearing));
    const x = lambda + Math.atan2(Math.sin(bearing) * Math.sin(off) * Math.cos(phi), Math.cos(off) - Math.sin(phi) * Math.sin(y));
    return [(x * 180) / Math.PI, (y * 180) / Math.PI];
  });
  return { type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates: [ring] } };
}
