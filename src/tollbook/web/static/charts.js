/* Charts: a Vega-Lite specification from the server, drawn without evaluating any text as a program. */

const loaded = {};

function script(address) {
  loaded[address] ??= new Promise((done, failed) => {
    const tag = document.createElement("script");
    tag.src = address;
    tag.onload = done;
    tag.onerror = () => failed(new Error(`${address} did not load`));
    document.head.append(tag);
  });
  return loaded[address];
}

function colours() {
  const of = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  const [ink, soft, line] = [of("ink"), of("soft"), of("line")];
  const config = {
    axis: { labelColor: soft, titleColor: soft, gridColor: line, domainColor: soft, tickColor: soft },
    legend: { labelColor: ink, titleColor: soft },
  };
  // Lighter tones of the same eight colours, for dark paper.
  if (matchMedia("(prefers-color-scheme: dark)").matches) {
    config.range = { category: ["#6cc0dd", "#f08a5d", "#a3d468", "#c3a0e8", "#e3b94f", "#5fd0c1", "#eb8fbd", "#c9c4bb", "#8b9096"] };
  }
  return config;
}

/**
 * Draw the chart that an address gives into a box; resolves to the view, or null where there is nothing to draw.
 * What the box held before (a sentence, a picture) stays until the chart is there.
 */
export async function drawChart(box, { onPick } = {}) {
  const answer = await fetch(box.dataset.src, { headers: { accept: "application/json" } });
  if (!answer.ok) return null;
  const spec = await answer.json();
  if (!Object.values(spec.datasets).some((rows) => rows.length)) return null;
  for (const address of box.dataset.scripts.split(" ")) await script(address);
  const place = document.createElement("div");
  place.className = "chart-canvas";
  box.append(place);
  const { view } = await window.vegaEmbed(place, { ...spec, width: "container" }, {
    ast: true, actions: false, renderer: "svg", defaultStyle: false, tooltip: { disableDefaultStyle: true }, config: colours(),
  });
  box.classList.add("drawn");
  if (onPick) view.addEventListener("click", (_, item) => { if (item?.datum) onPick(item.datum); });
  return view;
}
