const figures = JSON.parse(document.getElementById("figures").textContent);
const charts = [];

// A chart has the width of its box: the window, a filter and paper all change it.
const widths = new ResizeObserver(entries => {
  for (const entry of entries) {
    const chart = charts.find(other => other.box === entry.target);
    if (chart && entry.contentRect.width > 0) chart.resize();
  }
});

function toolButton(words, title, action) {
  return element("button", {type: "button", class: "tool", title, onclick: action}, words);
}

function drawFigure(box) {
  const figure = figures[box.dataset.figure];
  const chart = figure.type === "heatmap" ? new HeatChart(box, figure) : new LineChart(box, figure);
  charts.push(chart);
  widths.observe(box);
  const foot = box.parentElement.querySelector(".figure-foot");
  const csv = foot.querySelector("a.tool");
  const buttons = [...chart.tools(), toolButton("SVG", "Save as SVG", () => saveSvg(figure.id, chart.svg(...chart.fileSize()))),
    toolButton("PNG", "Save as PNG", () => savePng(figure.id, chart.svg(...chart.fileSize()), ...chart.fileSize()))];
  if (csv) csv.before(...buttons);
  else foot.append(...buttons);
  if (chart.legend) box.before(chart.legend());
  root.dataset.drawn = charts.length;
}

/** Without a font for mathematics browsers draw sums and integrals as small as letters. */
function checkMathematics() {
  const sign = document.querySelector("math .large");
  if (sign && sign.getBoundingClientRect().height < 1.7 * parseFloat(getComputedStyle(sign).fontSize)) root.classList.add("no-math-font");
}

/** A hidden box has no height. */
function inView(box) {
  const {top, bottom, height} = box.getBoundingClientRect();
  return height > 0 && bottom > 0 && top < window.innerHeight;
}

/** One figure at a time, so that the page answers while it draws; what the reader looks at first. */
function drawAll() {
  const boxes = [...document.querySelectorAll(".chart[data-figure]")];
  root.dataset.figures = boxes.length;
  root.dataset.drawn = 0;
  const next = () => {
    if (boxes.length === 0) {
      root.dataset.ready = "yes";
      return;
    }
    const [box] = boxes.splice(Math.max(0, boxes.findIndex(inView)), 1);
    try {
      drawFigure(box);
    } catch (failure) {
      record(box.dataset.figure + ": " + failure);
    }
    setTimeout(next);
  };
  next();
}

function repaint() {
  for (const chart of charts) {
    chart.draw();
    if (chart.repaintLegend) chart.repaintLegend();
  }
}

function themeButton() {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => root.dataset.theme ? root.dataset.theme === "dark" : system.matches;
  const button = element("button", {type: "button", class: "tool", onclick: () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    label();
    repaint();
  }});
  const label = () => { button.textContent = isDark() ? "Light" : "Dark"; };
  system.addEventListener("change", () => {
    label();
    repaint();
  });
  label();
  button.style.marginLeft = "auto";
  // A page of figures alone has no sections to go to.
  (document.querySelector("nav") || document.querySelector("header")).append(button);
}

/** On paper: light colours, and charts that fit their column. */
function preparePrinting() {
  let theme;
  const switchTo = paper => {
    if (paper) {
      theme = root.dataset.theme;
      root.dataset.theme = "light";
    } else if (theme === undefined) {
      delete root.dataset.theme;
    } else {
      root.dataset.theme = theme;
    }
    for (const chart of charts) {
      chart.setPaper(paper);
      if (chart.repaintLegend) chart.repaintLegend();
    }
  };
  window.addEventListener("beforeprint", () => switchTo(true));
  window.addEventListener("afterprint", () => switchTo(false));
}

function choice(label, attribute, cards) {
  const values = [...new Set(cards.map(card => card.dataset[attribute]))];
  return element("select", {"aria-label": label, "data-of": attribute}, element("option", {value: ""}, label),
    ...values.map(value => element("option", {value}, value)));
}

function verdictButtons(cards, update) {
  const kinds = [["", "All", () => true],
    ...["SUPPORTED", "REFUTED", "INCONCLUSIVE", "ERROR"].map(v => [v, v[0] + v.slice(1).toLowerCase(), card => card.dataset.verdict === v]),
    ["odd", "Not as expected", card => card.dataset.expected === "no"]];
  const buttons = kinds.filter(([value, , test]) => value === "" || cards.some(test)).map(([value, words, test]) => {
    const button = element("button", {type: "button", class: "tool", "aria-pressed": String(value === ""), onclick: () => {
      buttons.forEach(other => other.setAttribute("aria-pressed", String(other === button)));
      update();
    }}, words + " " + cards.filter(test).length);
    button.test = test;
    return button;
  });
  return buttons;
}

function filterBar() {
  const cards = [...document.querySelectorAll(".card")];
  if (!cards.length) return;
  const texts = new Map(cards.map(card => [card, card.textContent.toLowerCase()]));
  const search = element("input", {type: "search", placeholder: "Search claims  ( / )", "aria-label": "Search claims", oninput: () => update()});
  const selects = [choice("All papers", "paper", cards), choice("All forms", "form", cards)];
  const count = element("output", {"aria-live": "polite"});
  const buttons = verdictButtons(cards, () => update());
  const nothing = element("p", {class: "nothing", hidden: true}, "No claim matches.");
  const update = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const chosen = buttons.find(button => button.getAttribute("aria-pressed") === "true");
    let shown = 0;
    for (const card of cards) {
      const fits = words.every(word => texts.get(card).includes(word)) && chosen.test(card)
        && selects.every(select => !select.value || card.dataset[select.dataset.of] === select.value);
      card.hidden = !fits;
      shown += fits;
    }
    for (const paper of document.querySelectorAll(".paper[data-paper]")) paper.hidden = !paper.querySelector(".card:not([hidden])");
    count.textContent = shown + " of " + cards.length;
    nothing.hidden = shown > 0;
  };
  selects.forEach(select => select.addEventListener("change", update));
  const bar = element("form", {class: "filter", role: "search", onsubmit: event => event.preventDefault()}, search, ...selects, ...buttons, count);
  document.getElementById("claims-head").after(bar, nothing);
  document.addEventListener("keydown", event => {
    if (event.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) {
      event.preventDefault();
      search.focus();
    }
  });
  // A link to a card that the filter hides would lead nowhere.
  window.addEventListener("hashchange", () => {
    const card = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (card && card.hidden) {
      search.value = "";
      selects.forEach(select => { select.value = ""; });
      buttons[0].click();
      card.scrollIntoView();
    }
  });
  update();
}

function copyButtons() {
  for (const source of document.querySelectorAll("[data-copy]")) {
    const button = element("button", {type: "button", class: "tool", onclick: async () => {
      await copy(source);
      button.textContent = "Copied";
      setTimeout(() => { button.textContent = "Copy"; }, 1500);
    }}, "Copy");
    source.after(button);
  }
}

/** Where a page from a file has no clipboard, the text is at least selected. */
async function copy(source) {
  try {
    await navigator.clipboard.writeText(source.textContent);
  } catch {
    getSelection().selectAllChildren(source);
    document.execCommand("copy");
  }
}

document.body.append(mapTip);
checkMathematics();
themeButton();
filterBar();
copyButtons();
preparePrinting();
drawAll();
