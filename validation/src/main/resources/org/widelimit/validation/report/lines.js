const SYMBOLS = ["circle", "rect", "triangle", "diamond", "roundRect", "pin"];
const SYMBOL_SIZE = 8;
const LONG_LINE = 30;
const PAPER = {width: 470, height: 290};

/** Points of a logarithmic axis are placed by their logarithm, so that ticks, zoom and bands are ours and alike on both kinds. */
function place(axis) {
  return axis.scale === "log" ? v => v != null && v > 0 ? Math.log10(v) : null : v => v;
}

function roundTicks(low, high, wanted) {
  const rough = (high - low) / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const ratio = rough / power;
  const step = power * (ratio <= 1 ? 1 : ratio <= 2 ? 2 : ratio <= 5 ? 5 : 10);
  const ticks = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + 1e-9 * step; k++) ticks.push(k * step || 0);
  return ticks;
}

/** Decades where they are enough, else 1-2-5 within them, else round numbers. */
function logTicks(low, high, wanted) {
  const decades = [];
  const stride = Math.max(1, Math.ceil((high - low) / wanted));
  for (let k = Math.ceil(low - 1e-9); k <= high + 1e-9; k++) if (k % stride === 0) decades.push(10 ** k);
  if (decades.length >= 3) return decades;
  const fine = [];
  for (let k = Math.floor(low); k <= high; k++) {
    for (const m of [1, 2, 5]) {
      const at = k + Math.log10(m);
      if (at >= low - 1e-9 && at <= high + 1e-9) fine.push(m * 10 ** k);
    }
  }
  return fine.length >= 3 ? fine : roundTicks(10 ** low, 10 ** high, wanted).filter(v => v > 0);
}

/** Where powers of two were measured (widths), powers of two are the ticks. */
function ticksOf(axis, low, high, wanted, doubling) {
  if (axis.scale === "category") {
    return axis.categories.map((_, i) => i).filter(i => i >= low - 0.5 && i <= high + 0.5);
  }
  if (axis.scale !== "log") return roundTicks(low, high, wanted);
  if (doubling) {
    const all = [];
    for (let k = Math.ceil(low / Math.log10(2) - 1e-9); k * Math.log10(2) <= high + 1e-9; k++) all.push(2 ** k);
    if (all.length >= 2) {
      const stride = Math.ceil(all.length / (wanted + 2));
      return all.filter((_, i) => (all.length - 1 - i) % stride === 0);
    }
  }
  return logTicks(low, high, wanted);
}

/** Labels of ticks: all as powers of ten when some have to be. */
function tickTexts(axis, ticks) {
  if (axis.scale === "category") return ticks.map(t => axis.categories[t]);
  const powers = axis.scale === "log" && ticks.some(t => /10[⁰-⁹⁻]/.test(display(t)));
  return ticks.map(t => powers && t > 0 && Number.isInteger(Math.round(1e9 * Math.log10(t)) / 1e9) ? powerOfTen(Math.round(Math.log10(t))) : display(t));
}

/** The range that an axis shows: all its points, intervals and bands, with some air. */
function extent(values, axis, fromZero) {
  if (axis.scale === "category") return [-0.5, axis.categories.length - 0.5];
  let low = Infinity, high = -Infinity;
  for (const v of values) {
    if (v != null && isFinite(v)) {
      low = Math.min(low, v);
      high = Math.max(high, v);
    }
  }
  if (low > high) return [0, 1];
  if (fromZero && axis.scale === "linear") {
    low = Math.min(low, 0);
    high = Math.max(high, 0);
  }
  // A range of rounding width is no range: its ticks would all read the same.
  if (high - low <= 1e-12 * Math.max(Math.abs(low), Math.abs(high))) {
    const half = axis.scale === "log" ? 0.5 : Math.abs(low) / 2 || 1;
    return [low - half, high + half];
  }
  const air = 0.06 * (high - low);
  return [fromZero && low === 0 ? 0 : low - air, fromZero && high === 0 ? 0 : high + air];
}

/** A figure of series over two axes. */
class LineChart {
  constructor(box, figure) {
    this.box = box;
    this.figure = figure;
    this.hidden = new Set();
    this.toX = place(figure.xAxis);
    this.toY = place(figure.yAxis);
    let measured = 0;
    this.series = figure.series.map(s => ({...s, index: s.role === "measured" ? measured++ : 0}));
    this.long = this.series.some(s => s.kind === "line" && s.x.length > LONG_LINE);
    this.measure();
    this.chart = echarts.init(box, null, {renderer: "svg"});
    this.draw();
  }

  measure() {
    const xs = [], ys = [];
    let bars = false;
    for (const s of this.series) {
      bars = bars || s.kind === "bar";
      s.x.forEach(v => xs.push(this.toX(v)));
      for (const list of [s.y, s.lower, s.upper]) if (list) list.forEach(v => ys.push(this.toY(v)));
    }
    const band = this.figure.band;
    if (band) ys.push(this.toY(band.lower), this.toY(band.upper));
    this.xRange = extent(xs, this.figure.xAxis, false);
    this.yRange = extent(ys, this.figure.yAxis, bars);
    const points = this.series.flatMap(s => s.x).filter(v => v > 0);
    this.doubling = points.length > 0 && points.every(v => Number.isInteger(Math.log2(v)));
  }

  colour(s, colours) {
    return s.role === "measured" ? colours.measured[s.index % colours.measured.length] : colours[s.role];
  }

  dash(s) {
    return {predicted: "solid", falsehood: [6, 4], control: [2, 3], reference: [4, 3], measured: "solid"}[s.role];
  }

  point(s, i) {
    const x = this.toX(s.x[i]), y = this.toY(s.y[i]);
    return {value: [x == null ? "-" : x, y == null ? "-" : y],
      raw: {x: s.x[i], y: s.y[i], lower: s.lower && s.lower[i], upper: s.upper && s.upper[i]}};
  }

  options(colours, forFile) {
    const figure = this.figure;
    const shown = this.series.filter(s => !this.hidden.has(s.name));
    const drawn = [this.gridSeries(colours)];
    if (figure.band && !this.hidden.has(figure.band.name)) drawn.push(this.bandSeries(colours));
    for (const s of shown) {
      if (s.lower && s.kind === "line") drawn.push(this.ribbon(s, colours));
      if (s.kind === "bar") drawn.push(this.bars(s, shown, colours));
      else drawn.push(this.marks(s, colours));
      if (s.lower && s.kind !== "line") drawn.push(this.whiskers(s, shown, colours));
    }
    const axis = (range, a, gap) => ({
      type: "value", min: range[0], max: range[1], name: a.label + (a.unit ? " [" + a.unit + "]" : ""), nameLocation: "middle",
      nameGap: gap, nameTextStyle: {color: colours.muted, fontSize: 12.5}, axisLabel: {show: false}, axisTick: {show: false},
      splitLine: {show: false}, axisLine: {show: true, onZero: false, lineStyle: {color: colours.muted}},
      axisPointer: {label: {show: false}, snap: true, lineStyle: {color: colours.muted}}
    });
    const yTexts = tickTexts(figure.yAxis, ticksOf(figure.yAxis, ...this.yRange, 6, false));
    const left = Math.max(22, ...yTexts.map(words => this.labelWidth(words, colours)));
    const below = this.hasTwoLines((forFile ? this.fileSize()[0] : this.paper ? PAPER.width : this.box.clientWidth) - left - 50, colours) ? 13 : 0;
    const top = forFile ? 66 : 12;
    return {
      animation: false, textStyle: {fontFamily: colours.font}, backgroundColor: forFile ? "#ffffff" : "transparent",
      title: forFile ? {text: figure.title, left: 8, top: 8, textStyle: {fontSize: 15, color: colours.ink}} : undefined,
      legend: forFile ? {top: 34, left: 8, data: drawn.map(s => s.name).filter(Boolean), textStyle: {color: colours.ink}} : undefined,
      grid: {left: left + 34, right: 16, top, bottom: 46 + below},
      xAxis: axis(this.xRange, figure.xAxis, 27 + below), yAxis: axis(this.yRange, figure.yAxis, left + 15),
      tooltip: {
        trigger: this.long ? "axis" : "item", confine: true, borderColor: colours.line, backgroundColor: colours.surface,
        textStyle: {color: colours.ink, fontSize: 13}, padding: [5, 9], extraCssText: "box-shadow:0 2px 10px rgb(0 0 0 / .15)",
        formatter: found => this.tip([].concat(found))
      },
      toolbox: {itemSize: 0, showTitle: false, top: -40, feature: {dataZoom: {filterMode: "none", brushStyle: {color: colours.muted, opacity: .15}}}},
      dataZoom: [{type: "inside", xAxisIndex: 0}, {type: "inside", yAxisIndex: 0}].map(zoom => ({
        ...zoom, filterMode: "none", zoomOnMouseWheel: "shift", moveOnMouseMove: false, moveOnMouseWheel: false, preventDefaultMouseMove: false
      })),
      series: drawn
    };
  }

  /** Width of a text among the labels of the axes. */
  labelWidth(words, colours) {
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = "11.5px " + colours.font;
    return pen.measureText(words).width;
  }

  /** Names that do not fit beside each other take two lines, and the axis makes room for them. */
  hasTwoLines(width, colours) {
    const names = this.figure.xAxis.categories;
    return names.some(name => this.labelWidth(name, colours) > width / names.length - 8);
  }

  marks(s, colours) {
    const colour = this.colour(s, colours);
    const line = s.kind === "line";
    const symbol = SYMBOLS[s.index % SYMBOLS.length];
    return {
      name: s.name, type: line ? "line" : "scatter", data: s.x.map((_, i) => this.point(s, i)), symbol,
      showSymbol: !line || (s.role === "measured" && s.x.length <= LONG_LINE), symbolSize: line ? 6 : s.x.length > 60 ? 5 : SYMBOL_SIZE,
      itemStyle: {color: colour, borderColor: colours.surface, borderWidth: line || s.x.length > 60 ? 0 : 1},
      lineStyle: {color: colour, width: s.role === "reference" ? 1.3 : 1.8, type: this.dash(s)},
      z: s.role === "measured" ? 4 : 3, clip: true, emphasis: {scale: 1.5, focus: "none"}, connectNulls: false
    };
  }

  /** Grid lines, ticks and labels; they follow the zoom because they are asked for what is in view. */
  gridSeries(colours) {
    const text = (words, x, y, align, baseline, width) => ({type: "text", silent: true, style: {
      text: words, x, y, align, verticalAlign: baseline, fill: colours.muted, font: "11.5px " + colours.font,
      width, overflow: width ? "break" : undefined, lineHeight: 13}});
    const line = (x1, y1, x2, y2) => ({type: "line", silent: true, shape: {x1, y1, x2, y2}, style: {stroke: colours.line, lineWidth: 1}});
    return {
      type: "custom", silent: true, z: 0, clip: false, data: [[this.xRange[0], this.yRange[0]]], tooltip: {show: false},
      renderItem: (params, api) => {
        const {x, y, width, height} = params.coordSys;
        const [px, py] = api.coord([0, 0]), [qx, qy] = api.coord([1, 1]);
        const seen = (pixel, zero, one) => (pixel - zero) / (one - zero);
        const xAxis = this.figure.xAxis, yAxis = this.figure.yAxis;
        const children = [];
        const named = xAxis.scale === "category";
        const room = named ? width / xAxis.categories.length - 4 : 0;
        const xTicks = ticksOf(xAxis, seen(x, px, qx), seen(x + width, px, qx), Math.max(3, width / 60), this.doubling);
        tickTexts(xAxis, xTicks).forEach((words, i) => {
          const at = api.coord([this.toX(xTicks[i]), 0])[0];
          if (at < x - 0.5 || at > x + width + 0.5) return;
          if (!named) children.push(line(at, y, at, y + height));
          children.push(text(words, at, y + height + 7, "center", "top", named ? room : undefined));
        });
        const yTicks = ticksOf(yAxis, seen(y + height, py, qy), seen(y, py, qy), Math.max(3, height / 36), false);
        tickTexts(yAxis, yTicks).forEach((words, i) => {
          const at = api.coord([0, this.toY(yTicks[i])])[1];
          if (at < y - 0.5 || at > y + height + 0.5) return;
          children.push(line(x, at, x + width, at), text(words, x - 7, at, "right", "middle"));
        });
        return {type: "group", children};
      }
    };
  }

  /** Target +- tolerance across the figure. */
  bandSeries(colours) {
    const band = this.figure.band;
    return {
      name: band.name, type: "custom", silent: true, z: 1, clip: true, data: [[this.xRange[0], this.yRange[0]]], itemStyle: {color: colours.band},
      renderItem: (params, api) => {
        const {x, width} = params.coordSys;
        const low = this.toY(band.lower), from = api.coord([0, low == null ? this.yRange[0] : low])[1];
        const to = api.coord([0, this.toY(band.upper)])[1];
        const children = [{type: "rect", shape: {x, y: to, width, height: Math.max(from - to, 1)}, style: {fill: colours.band, opacity: .14}}];
        const middle = band.target == null ? null : this.toY(band.target);
        if (middle != null) {
          const at = api.coord([0, middle])[1];
          children.push({type: "line", shape: {x1: x, y1: at, x2: x + width, y2: at}, style: {stroke: colours.band, lineWidth: 1.3, lineDash: [5, 4]}});
        }
        return {type: "group", children};
      }
    };
  }

  /** The intervals along a line as a shaded band. */
  ribbon(s, colours) {
    return {
      type: "custom", silent: true, z: 2, clip: true, data: [[this.xRange[0], this.yRange[0]]], itemStyle: {color: this.colour(s, colours)},
      renderItem: (params, api) => {
        const upper = [], lower = [];
        s.x.forEach((v, i) => {
          const x = this.toX(v), low = this.toY(s.lower[i]), high = this.toY(s.upper[i]);
          if (x != null && low != null && high != null) {
            upper.push(api.coord([x, high]));
            lower.unshift(api.coord([x, low]));
          }
        });
        return {type: "polygon", shape: {points: upper.concat(lower)}, style: {fill: this.colour(s, colours), opacity: .16}};
      }
    };
  }

  /** Bars side by side: where the bar of a series stands within its place, and how wide it is, in pixels. */
  slot(s, shown, api) {
    const all = shown.filter(other => other.kind === "bar");
    const width = Math.min(api.size([1, 0])[0] * 0.74 / Math.max(all.length, 1), 46);
    return {width, offset: (all.indexOf(s) - (all.length - 1) / 2) * width};
  }

  bars(s, shown, colours) {
    const colour = this.colour(s, colours);
    return {
      name: s.name, type: "custom", z: 3, clip: true, data: s.x.map((_, i) => this.point(s, i)), itemStyle: {color: colour},
      renderItem: (params, api) => {
        if (isNaN(api.value(1))) return;
        const {width, offset} = this.slot(s, shown, api);
        const [x, y] = api.coord([api.value(0), api.value(1)]);
        const base = api.coord([0, this.figure.yAxis.scale === "log" ? this.yRange[0] : 0])[1];
        return {type: "rect", shape: {x: x + offset - width / 2 + 1, y: Math.min(y, base), width: Math.max(width - 2, 1), height: Math.abs(base - y)}, style: {fill: colour}};
      }
    };
  }

  whiskers(s, shown, colours) {
    const stroke = s.kind === "bar" ? colours.ink : this.colour(s, colours);
    return {
      type: "custom", silent: true, z: 4, clip: true, itemStyle: {color: this.colour(s, colours)},
      data: s.x.map((v, i) => [this.toX(v), this.toY(s.lower[i]), this.toY(s.upper[i])].map(n => n == null ? "-" : n)), encode: {x: 0, y: [1, 2]},
      renderItem: (params, api) => {
        if (isNaN(api.value(1)) || isNaN(api.value(2))) return;
        const offset = s.kind === "bar" ? this.slot(s, shown, api).offset : 0;
        const [x, low] = api.coord([api.value(0), api.value(1)]), high = api.coord([api.value(0), api.value(2)])[1];
        const at = x + offset;
        const part = (x1, y1, x2, y2) => ({type: "line", shape: {x1, y1, x2, y2}, style: {stroke, lineWidth: 1.4}});
        return {type: "group", children: [part(at, low, at, high), part(at - 4, low, at + 4, low), part(at - 4, high, at + 4, high)]};
      }
    };
  }

  nameX(x) {
    const axis = this.figure.xAxis;
    return axis.scale === "category" ? axis.categories[x] : axis.label + " " + display(x, 6) + (axis.unit ? " " + axis.unit : "");
  }

  tip(found) {
    const box = element("div", {class: "tip"});
    for (const item of found.filter(item => item.data && item.data.raw)) {
      const {x, y, lower, upper} = item.data.raw;
      if (y == null) continue;
      if (!box.children.length) box.append(element("p", {}, this.nameX(x)));
      box.append(element("p", {}, element("b", {}, display(y)), lower == null ? "" : " (" + display(lower) + " … " + display(upper) + ")", "  " + item.seriesName));
    }
    return box.children.length ? box : "";
  }

  draw() {
    this.chart.dispatchAction({type: "hideTip"});
    // The other components stay: a tooltip that is taken away may still have a timer running.
    this.chart.setOption(this.options(palette(), false), {replaceMerge: ["series"]});
    this.showAll();
  }

  /** The rectangle tool has zooms of its own, so all of them are asked. */
  showAll() {
    this.zoomTo(0, 100);
  }

  zoomTo(start, end) {
    this.chart.dispatchAction({type: "dataZoom", batch: this.chart.getOption().dataZoom.map((_, dataZoomIndex) => ({dataZoomIndex, start, end}))});
  }

  /** On paper the drawing has a size of its own and is scaled to its column. */
  setPaper(paper) {
    this.paper = paper;
    this.resize();
    // Paper does not wait for the next frame, and only drawing anew is done at once.
    this.draw();
    const svg = this.box.querySelector("svg");
    if (paper) svg.setAttribute("viewBox", "0 0 " + PAPER.width + " " + PAPER.height);
    else svg.removeAttribute("viewBox");
  }

  resize() {
    this.chart.resize(this.paper ? PAPER : {width: "auto", height: "auto"});
    if (this.figure.xAxis.scale === "category") this.draw();
  }

  /** The whole figure with title and legend, on white. */
  svg(width, height) {
    const place = element("div", {style: "position:absolute;left:-9999px;width:" + width + "px;height:" + height + "px"});
    document.body.append(place);
    const copy = echarts.init(place, null, {renderer: "svg", width, height});
    copy.setOption(this.options(paperPalette(), true));
    // The library's own text form leaves quotes in attributes as they are, which no SVG reader takes.
    const drawing = place.querySelector("svg");
    drawing.removeAttribute("style");
    drawing.setAttribute("viewBox", "0 0 " + width + " " + height);
    const svg = new XMLSerializer().serializeToString(drawing);
    copy.dispose();
    place.remove();
    return svg;
  }

  fileSize() {
    return [820, 520];
  }

  /** Buttons that show and hide the series, with the stroke of each. */
  legend() {
    const entries = this.series.map(s => ({name: s.name, swatch: colours => this.swatch(s, colours)}));
    const band = this.figure.band;
    if (band) entries.push({name: band.name, swatch: colours => this.svgSwatch(["rect", {x: 0, y: 1, width: 24, height: 10, fill: colours.band, opacity: .2}])});
    const box = element("div", {class: "legend", role: "group", "aria-label": "Series"});
    this.repaintLegend = () => box.replaceChildren(...entries.map(entry => element("button", {
      type: "button", "aria-pressed": String(!this.hidden.has(entry.name)),
      onclick: event => {
        this.hidden.has(entry.name) ? this.hidden.delete(entry.name) : this.hidden.add(entry.name);
        event.currentTarget.setAttribute("aria-pressed", String(!this.hidden.has(entry.name)));
        this.draw();
      }
    }, entry.swatch(palette()), entry.name)));
    this.repaintLegend();
    return box;
  }

  svgSwatch(...shapes) {
    const space = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(space, "svg");
    svg.setAttribute("width", 24);
    svg.setAttribute("height", 12);
    svg.setAttribute("aria-hidden", "true");
    for (const [name, attributes] of shapes) {
      const shape = document.createElementNS(space, name);
      for (const [key, value] of Object.entries(attributes)) shape.setAttribute(key, value);
      svg.append(shape);
    }
    return svg;
  }

  swatch(s, colours) {
    const fill = this.colour(s, colours);
    if (s.kind === "bar") return this.svgSwatch(["rect", {x: 5, y: 0, width: 14, height: 12, fill}]);
    const shapes = [];
    if (s.kind === "line") {
      const dash = this.dash(s);
      shapes.push(["line", {x1: 0, y1: 6, x2: 24, y2: 6, stroke: fill, "stroke-width": 2, "stroke-dasharray": Array.isArray(dash) ? dash.join(" ") : "none"}]);
    }
    if (s.kind === "scatter" || (s.role === "measured" && !this.long)) {
      const mark = {circle: ["circle", {cx: 12, cy: 6, r: 4, fill}], rect: ["rect", {x: 8, y: 2, width: 8, height: 8, fill}],
        triangle: ["path", {d: "M12 1.5l4.5 8.5h-9z", fill}], diamond: ["path", {d: "M12 1l5 5-5 5-5-5z", fill}],
        roundRect: ["rect", {x: 8, y: 2, width: 8, height: 8, rx: 2, fill}], pin: ["circle", {cx: 12, cy: 6, r: 3, fill}]};
      shapes.push(mark[SYMBOLS[s.index % SYMBOLS.length]]);
    }
    return this.svgSwatch(...shapes);
  }

  tools() {
    const zoom = element("button", {type: "button", class: "tool", "aria-pressed": "false", title: "Drag a rectangle to zoom into it (or hold shift and turn the wheel)",
      onclick: () => this.zoomMode(zoom.getAttribute("aria-pressed") === "false")}, "Zoom");
    this.zoomMode = on => {
      zoom.setAttribute("aria-pressed", String(on));
      this.chart.dispatchAction({type: "takeGlobalCursor", key: "dataZoomSelect", dataZoomSelectActive: on});
    };
    const reset = element("button", {type: "button", class: "tool", onclick: () => {
      this.zoomMode(false);
      this.showAll();
    }}, "Reset");
    this.listenToKeys();
    return [zoom, reset];
  }

  /** Left and right walk through the points, + and - zoom, 0 shows all. */
  listenToKeys() {
    const stops = this.chart.getOption().series.flatMap((s, seriesIndex) =>
      s.data.map((d, dataIndex) => ({seriesIndex, dataIndex, raw: d.raw, name: s.name})).filter(stop => stop.raw && stop.raw.y != null));
    const live = element("p", {class: "live", "aria-live": "polite"});
    this.box.after(live);
    let at = -1, half = 50;
    this.box.tabIndex = 0;
    this.box.addEventListener("keydown", event => {
      const step = {ArrowRight: 1, ArrowLeft: -1}[event.key];
      const zoom = {"+": 0.7, "-": 1 / 0.7, "0": Infinity}[event.key];
      if (step && stops.length) {
        at = (at + step + stops.length) % stops.length;
        const {seriesIndex, dataIndex, raw, name} = stops[at];
        this.chart.dispatchAction({type: "showTip", seriesIndex, dataIndex});
        live.textContent = name + ", " + this.nameX(raw.x) + ": " + display(raw.y);
      } else if (zoom) {
        half = Math.min(50, half * zoom);
        this.zoomTo(50 - half, 50 + half);
      } else {
        return;
      }
      event.preventDefault();
    });
    this.box.addEventListener("blur", () => this.chart.dispatchAction({type: "hideTip"}));
  }
}
