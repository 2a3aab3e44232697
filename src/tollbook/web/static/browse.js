/* Beside the list: where and when its incidents happened. The list itself needs none of this. */

const SIZE = ["case", ["==", ["get", "killed"], null], 5, ["interpolate", ["linear"], ["sqrt", ["get", "killed"]], 0, 4, 5, 8, 15, 15, 40, 26]];
const EXACT = ["<=", ["coalesce", ["get", "precision"], 7], 2];

/** Clusters by how many incidents, single ones by how many were killed; hollow where the place is known only roughly. */
function layers(colour) {
  return [
    {
      id: "clusters", type: "circle", source: "incidents", filter: ["has", "point_count"],
      paint: { "circle-color": colour("accent"), "circle-opacity": 0.8, "circle-radius": ["step", ["get", "point_count"], 11, 10, 14, 100, 18, 1000, 24], "circle-stroke-width": 1, "circle-stroke-color": colour("sheet") },
    },
    {
      id: "counts", type: "symbol", source: "incidents", filter: ["has", "point_count"],
      layout: { "text-field": ["get", "point_count_abbreviated"], "text-size": 12, "text-allow-overlap": true }, paint: { "text-color": colour("accent-ink") },
    },
    {
      id: "points", type: "circle", source: "incidents", filter: ["!", ["has", "point_count"]],
      paint: { "circle-radius": SIZE, "circle-color": colour("bad"), "circle-opacity": ["case", EXACT, 0.75, 0.12], "circle-stroke-color": colour("bad"), "circle-stroke-width": 1.5 },
    },
  ];
}

function bounds(features) {
  const xs = features.map((f) => f.geometry.coordinates[0]);
  const ys = features.map((f) => f.geometry.coordinates[1]);
  const least = (all) => all.reduce((a, b) => Math.min(a, b));
  const most = (all) => all.reduce((a, b) => Math.max(a, b));
  return [[least(xs), least(ys)], [most(xs), most(ys)]];
}

async function map(box) {
  const data = await (await fetch(box.dataset.src)).json();
  const note = document.getElementById("map-note");
  if (data.unplaced && note) note.append(` ${data.unplaced.toLocaleString("en")} without coordinates are in the table alone.`);
  if (!data.features.length) return;
  const { openMap, colour } = await import(box.dataset.module);
  const opened = await openMap(box, { bounds: bounds(data.features), fitBoundsOptions: { padding: 40, maxZoom: 6 } });
  if (opened === null) return;
  const { map: drawn, library } = opened;
  drawn.addSource("incidents", { type: "geojson", data, cluster: true, clusterRadius: 36, clusterMaxZoom: 9 });
  for (const layer of layers(colour)) drawn.addLayer(layer);
  const words = new library.Popup({ closeButton: false, closeOnClick: false, className: "map-words", maxWidth: "16rem" });
  drawn.on("mousemove", "points", ({ features: [at] }) => {
    const { title, killed, precision } = at.properties;
    const said = `${title}${killed === undefined || killed === null ? "" : `; killed ${killed}`}; place known to precision ${precision ?? "unknown"} of 7`;
    words.setLngLat(at.geometry.coordinates).setText(said).addTo(drawn);
  });
  drawn.on("mouseleave", "points", () => words.remove());
  drawn.on("click", "points", ({ features: [at] }) => { location.href = `/incident/${encodeURIComponent(at.properties.id)}`; });
  drawn.on("click", "clusters", async ({ features: [at] }) => {
    const zoom = await drawn.getSource("incidents").getClusterExpansionZoom(at.properties.cluster_id);
    drawn.jumpTo({ center: at.geometry.coordinates, zoom });
  });
  for (const layer of ["points", "clusters"]) {
    drawn.on("mouseenter", layer, () => { drawn.getCanvas().style.cursor = "pointer"; });
    drawn.on("mouseleave", layer, () => { drawn.getCanvas().style.cursor = ""; });
  }
  await drawn.once("idle");
  box.dataset.state = "drawn";
}

/** A click on a bar narrows the list to its days. */
async function days(box) {
  const { drawChart } = await import(box.dataset.module);
  await drawChart(box, {
    onPick(row) {
      const to = new URL(location.href);
      to.searchParams.set("since", row.first);
      to.searchParams.set("until", row.last);
      to.searchParams.delete("after");
      location.href = to.href;
    },
  });
}

for (const [id, draw] of [["map", map], ["days", days]]) {
  const box = document.getElementById(id);
  if (box) draw(box).catch(() => { box.dataset.state = "failed"; });
}
