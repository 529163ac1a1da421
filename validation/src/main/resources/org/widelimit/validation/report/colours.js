const root = document.documentElement;

// What goes wrong is written into the page, so that a test (or a reader) can see it.
function record(message) {
  root.dataset.errors = (root.dataset.errors ? root.dataset.errors + " | " : "") + message;
}
window.addEventListener("error", event => record(event.message || "error"));
window.addEventListener("unhandledrejection", event => record(String(event.reason)));
document.addEventListener("securitypolicyviolation", event => record("blocked " + event.violatedDirective + " " + event.blockedURI));

/** An element with attributes and children; strings become text, never markup. */
function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (key.startsWith("on")) {
      made.addEventListener(key.slice(2), value);
    } else if (value !== false && value != null) {
      made.setAttribute(key, value === true ? "" : value);
    }
  }
  made.append(...children);
  return made;
}

/** The colours of the page as it is now; the style sheet decides. */
function palette() {
  const style = getComputedStyle(root);
  const colour = name => style.getPropertyValue("--" + name).trim();
  return {
    ink: colour("ink"), muted: colour("muted"), line: colour("line"), surface: colour("surface"), font: colour("sans"),
    measured: ["s1", "s2", "s3", "s4", "s5", "s6"].map(colour),
    predicted: colour("predicted"), falsehood: colour("falsehood"), control: colour("control"),
    reference: colour("reference"), band: colour("band"), map: colour("map").split(/\s+/)
  };
}

/** The colours on white paper, whatever the page shows: for saved and printed figures. */
function paperPalette() {
  const theme = root.dataset.theme;
  root.dataset.theme = "light";
  const colours = palette();
  if (theme === undefined) {
    delete root.dataset.theme;
  } else {
    root.dataset.theme = theme;
  }
  return colours;
}

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

function powerOfTen(exponent) {
  return exponent === 0 ? "1" : "10" + (exponent < 0 ? "⁻" : "") + [...String(Math.abs(exponent))].map(d => SUPERSCRIPTS[d]).join("");
}

/** A number for people: significant digits, a real minus sign, powers of ten as powers. */
function display(value, digits = 4) {
  if (value == null || !isFinite(value)) return "–";
  if (value === 0) return "0";
  const [mantissa, power] = value.toExponential(digits - 1).split("e");
  const exponent = Number(power);
  const short = text => text.includes(".") ? text.replace(/\.?0+$/, "") : text;
  const minus = text => text.replace("-", "−");
  if (exponent >= -4 && exponent < 6) {
    return minus(short(value.toFixed(Math.max(0, digits - 1 - exponent))));
  }
  const raised = powerOfTen(exponent);
  const front = short(mantissa);
  return front === "1" ? raised : front === "-1" ? "−" + raised : minus(front) + "·" + raised;
}

/** Hands a file to the reader. */
function save(name, blob) {
  const url = URL.createObjectURL(blob);
  const link = element("a", {href: url, download: name});
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

function saveSvg(name, svg) {
  save(name + ".svg", new Blob([svg], {type: "image/svg+xml"}));
}

/** An SVG as a PNG of twice its size. */
function savePng(name, svg, width, height) {
  const image = new Image();
  image.onload = () => {
    const canvas = element("canvas", {width: 2 * width, height: 2 * height});
    canvas.getContext("2d").drawImage(image, 0, 0, 2 * width, 2 * height);
    canvas.toBlob(blob => save(name + ".png", blob), "image/png");
  };
  image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(svg);
}
