/** A table of 256 colours through the stops, evenly spaced to the eye: interpolated in Oklab (B. Ottosson, 2020), whose matrices these are. */
function colourTable(stops) {
  const linear = c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  const gamma = c => c <= 0.0031308 ? 12.92 * c : 1.055 * c ** (1 / 2.4) - 0.055;
  const toLab = hex => {
    const [r, g, b] = [1, 3, 5].map(i => linear(parseInt(hex.slice(i, i + 2), 16) / 255));
    const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
    const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
    const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
    return [0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s, 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
      0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s];
  };
  const toRgb = ([lightness, a, b]) => {
    const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
    const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
    const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
    return [4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s, -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
      -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s].map(c => Math.round(255 * Math.min(1, Math.max(0, gamma(Math.max(0, c))))));
  };
  const labs = stops.map(toLab);
  return Array.from({length: 256}, (_, i) => {
    const at = i / 255 * (labs.length - 1), k = Math.min(Math.floor(at), labs.length - 2), t = at - k;
    return "rgb(" + toRgb(labs[k].map((c, j) => c + t * (labs[k + 1][j] - c))).join(",") + ")";
  });
}

const mapTip = element("div", {class: "maptip tip", hidden: true});

/** Heat maps on one colour scale. */
class HeatChart {
  constructor(box, figure) {
    this.box = box;
    this.figure = figure;
    this.maps = figure.maps.map(map => ({...map,
      rowEdges: map.rowEdges || Array.from({length: map.rows + 1}, (_, i) => i / map.rows),
      columnEdges: map.columnEdges || Array.from({length: map.columns + 1}, (_, i) => i / map.columns)}));
    this.build();
    this.draw();
  }

  build() {
    const grid = element("div", {class: "maps", style: "--per-row:" + Math.min(this.figure.perRow, this.maps.length)});
    this.canvases = this.maps.map(map => {
      const canvas = element("canvas", {width: 320, height: 320, tabindex: 0, role: "button", "aria-label": map.name + ", enlarge",
        onclick: () => this.enlarge(map), onpointermove: event => this.point(event, map, canvas), onpointerleave: () => { mapTip.hidden = true; },
        onkeydown: event => {
          if (event.key === "Enter" || event.key === " ") {
            event.preventDefault();
            this.enlarge(map);
          }
        }});
      grid.append(element("div", {class: "map"}, canvas, element("p", {}, map.name, map.note ? element("small", {}, map.note) : "")));
      return canvas;
    });
    this.bar = element("canvas", {width: 256, height: 1, "aria-hidden": "true"});
    this.box.append(grid, element("div", {class: "scale"}, this.figure.valueLabel, element("span", {}, display(this.figure.lower, 3)), this.bar,
      element("span", {}, display(this.figure.upper, 3)), element("span", {}, "rows ↓ " + this.figure.rowLabel + ", columns → " + this.figure.columnLabel)));
  }

  colour(value, table) {
    if (value == null) return "transparent";
    const t = (value - this.figure.lower) / (this.figure.upper - this.figure.lower);
    return table[Math.round(255 * Math.min(1, Math.max(0, t)))];
  }

  paint(canvas, map, table) {
    const context = canvas.getContext("2d"), size = canvas.width;
    context.clearRect(0, 0, size, size);
    const at = edge => Math.round(edge * size);
    for (let i = 0; i < map.rows; i++) {
      for (let j = 0; j < map.columns; j++) {
        const x = at(map.columnEdges[j]), y = at(map.rowEdges[i]);
        context.fillStyle = this.colour(map.values[i * map.columns + j], table);
        context.fillRect(x, y, at(map.columnEdges[j + 1]) - x, at(map.rowEdges[i + 1]) - y);
      }
    }
  }

  draw() {
    const table = colourTable(palette().map);
    this.canvases.forEach((canvas, k) => this.paint(canvas, this.maps[k], table));
    const context = this.bar.getContext("2d");
    table.forEach((colour, i) => {
      context.fillStyle = colour;
      context.fillRect(i, 0, 1, 1);
    });
  }

  setPaper() {
    this.draw();
  }

  resize() {}

  block(event, map, canvas) {
    const box = canvas.getBoundingClientRect();
    const find = (edges, t) => Math.max(0, Math.min(edges.length - 2, edges.findIndex(edge => edge > t) - 1));
    const inside = (v, low, length) => Math.min(Math.max((v - low) / length, 0), 0.999999);
    return [find(map.rowEdges, inside(event.clientY, box.top, box.height)), find(map.columnEdges, inside(event.clientX, box.left, box.width))];
  }

  words(map, i, j) {
    return this.figure.valueLabel + " " + display(map.values[i * map.columns + j]) + " at row " + (i + 1) + " of " + map.rows + ", column " + (j + 1) + " of " + map.columns;
  }

  point(event, map, canvas) {
    const [i, j] = this.block(event, map, canvas);
    mapTip.replaceChildren(element("b", {}, map.name), element("p", {}, this.words(map, i, j)));
    mapTip.hidden = false;
    const left = Math.min(event.clientX + 14, innerWidth - mapTip.offsetWidth - 8);
    mapTip.style.left = Math.max(8, left) + "px";
    mapTip.style.top = Math.min(event.clientY + 14, innerHeight - mapTip.offsetHeight - 8) + "px";
  }

  /** One map large; the arrow keys walk through its blocks. */
  enlarge(map) {
    mapTip.hidden = true;
    const canvas = element("canvas", {width: 1024, height: 1024, tabindex: 0, role: "img", "aria-label": map.name + "; the arrow keys walk through the blocks"});
    const words = element("p", {"aria-live": "polite"}, "Rows ↓ " + this.figure.rowLabel + ", columns → " + this.figure.columnLabel + ".");
    const dialog = element("dialog", {"aria-label": map.name}, element("header", {}, element("strong", {}, map.name + (map.note ? " – " + map.note : "")),
      element("button", {type: "button", class: "tool", onclick: () => dialog.close()}, "Close")), canvas, words);
    const table = colourTable(palette().map);
    let cell = [0, 0];
    const show = () => { words.textContent = this.words(map, ...cell); };
    canvas.addEventListener("pointermove", event => {
      cell = this.block(event, map, canvas);
      show();
    });
    canvas.addEventListener("keydown", event => {
      const step = {ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1]}[event.key];
      if (step) {
        event.preventDefault();
        cell = [Math.min(map.rows - 1, Math.max(0, cell[0] + step[0])), Math.min(map.columns - 1, Math.max(0, cell[1] + step[1]))];
        show();
      }
    });
    dialog.addEventListener("click", event => { if (event.target === dialog) dialog.close(); });
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    this.paint(canvas, map, table);
    dialog.showModal();
    canvas.focus();
  }

  fileSize() {
    const perRow = Math.min(this.figure.perRow, this.maps.length);
    return [perRow * 172 + 12, Math.ceil(this.maps.length / perRow) * 210 + 84];
  }

  /** All maps as rectangles, on white; equal neighbours in a row are one rectangle. */
  svg() {
    const [width, height] = this.fileSize(), figure = this.figure, colours = paperPalette(), table = colourTable(colours.map);
    const safe = text => text.replace(/[&<>"']/g, c => "&#" + c.charCodeAt(0) + ";");
    const text = (words, x, y, size, fill) => '<text x="' + x + '" y="' + y + '" font-size="' + size + '" fill="' + fill + '">' + safe(words) + "</text>";
    const parts = ['<svg xmlns="http://www.w3.org/2000/svg" width="' + width + '" height="' + height + '" viewBox="0 0 ' + width + " " + height
      + '" font-family="sans-serif" shape-rendering="crispEdges"><rect width="100%" height="100%" fill="#fff"/>', text(figure.title, 12, 24, 15, colours.ink)];
    const perRow = Math.min(figure.perRow, this.maps.length);
    this.maps.forEach((map, k) => {
      const left = 12 + k % perRow * 172, top = 40 + Math.floor(k / perRow) * 210;
      for (let i = 0; i < map.rows; i++) {
        for (let j = 0, end; j < map.columns; j = end) {
          const fill = this.colour(map.values[i * map.columns + j], table);
          for (end = j + 1; end < map.columns && this.colour(map.values[i * map.columns + end], table) === fill; end++);
          const x = left + 160 * map.columnEdges[j], y = top + 160 * map.rowEdges[i];
          parts.push('<rect x="' + x.toFixed(2) + '" y="' + y.toFixed(2) + '" width="' + (left + 160 * map.columnEdges[end] - x).toFixed(2)
            + '" height="' + (top + 160 * map.rowEdges[i + 1] - y).toFixed(2) + '" fill="' + fill + '"/>');
        }
      }
      parts.push(text(map.name, left, top + 176, 12, colours.ink), text(map.note || "", left, top + 191, 11, colours.muted));
    });
    table.forEach((fill, i) => parts.push('<rect x="' + (60 + i * 0.6).toFixed(1) + '" y="' + (height - 26) + '" width="0.8" height="9" fill="' + fill + '"/>'));
    parts.push(text(display(figure.lower, 3), 12, height - 18, 11, colours.muted), text(display(figure.upper, 3) + "  " + figure.valueLabel, 222, height - 18, 11, colours.muted));
    return parts.join("") + "</svg>";
  }

  tools() {
    return [];
  }
}
