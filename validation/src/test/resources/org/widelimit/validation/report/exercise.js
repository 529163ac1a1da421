// Uses every control of the page, whose figures are drawn, and answers with what it saw.
(() => {
  "use strict";
  const root = document.documentElement;
  const seen = {};
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const click = words => all("button").filter(button => button.textContent === words).forEach(button => button.click());
  const shown = () => all(".card").filter(card => !card.hidden).length;
  const type = text => {
    const search = document.querySelector(".filter input");
    search.value = text;
    search.dispatchEvent(new Event("input"));
  };
  const press = (target, key) => target.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true}));

  const saved = [];
  const url = URL.createObjectURL;
  URL.createObjectURL = blob => {
    saved.push(blob);
    return url(blob);
  };

  function filter() {
    seen.all = shown();
    type("blow-up");
    seen.search = shown();
    type("no such words anywhere");
    seen.none = shown();
    seen.note = !document.querySelector(".nothing").hidden;
    type("");
    all(".filter button").find(button => button.textContent.startsWith("Not as expected")).click();
    seen.odd = shown();
    location.hash = all(".card").find(card => card.hidden).id;
  }

  function charts() {
    const chart = document.querySelector(".xy .chart");
    const marks = () => chart.querySelectorAll("svg path").length;
    const before = marks();
    const legend = chart.parentElement.querySelector(".legend button");
    legend.click();
    seen.hidden = marks() < before && legend.getAttribute("aria-pressed") === "false";
    legend.click();
    seen.shown = marks() === before;
    for (const box of all(".xy .chart")) {
      for (const key of ["ArrowRight", "ArrowRight", "ArrowLeft", "+", "-", "0"]) press(box, key);
    }
    seen.spoken = all(".xy .live").filter(live => /: .*\d/.test(live.textContent)).length;
    click("Zoom");
    click("Reset");
    click("SVG");
    click("PNG");
  }

  function maps() {
    const map = document.querySelector(".map canvas");
    map.dispatchEvent(new PointerEvent("pointermove", {clientX: map.getBoundingClientRect().left + 1, clientY: map.getBoundingClientRect().top + 1}));
    seen.tip = document.querySelector(".maptip").textContent;
    press(map, "Enter");
    const dialog = document.querySelector("dialog");
    const large = dialog.querySelector("canvas");
    press(large, "ArrowDown");
    press(large, "ArrowRight");
    seen.cell = dialog.querySelector("p").textContent;
    click("Close");
    seen.closed = !dialog.open;
  }

  async function exercise() {
    filter();
    charts();
    maps();
    click("Dark");
    seen.theme = root.dataset.theme;
    const canvas = document.querySelector(".map canvas");
    seen.corner = [...canvas.getContext("2d").getImageData(1, 1, 1, 1).data].join(",");
    window.dispatchEvent(new Event("beforeprint"));
    seen.paper = root.dataset.theme + " " + all(".xy svg[viewBox]").length;
    window.dispatchEvent(new Event("afterprint"));
    seen.afterwards = root.dataset.theme;
    click("Copy");
    for (let i = 0; i < 1000 && saved.length < 2 * Number(root.dataset.figures); i++) await new Promise(resolve => setTimeout(resolve, 50));
    seen.reset = shown();
    seen.saved = saved.map(blob => blob.type).sort().join(" ");
    const drawings = await Promise.all(saved.filter(blob => blob.type.startsWith("image/svg")).map(blob => blob.text()));
    seen.wellFormed = drawings.every(text => !new DOMParser().parseFromString(text, "image/svg+xml").querySelector("parsererror"));
    return seen;
  }

  return exercise();
})();
