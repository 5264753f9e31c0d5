// Charts answer when they are pointed at or reached by keyboard: then, and not before, the engine
// is fetched, and the server's drawing gives way to a live one of the same size. Arrows lead from
// value to value, Escape hides what is told. If the engine doesn't come, the drawing stays.
const NARROW = 480; // pixels; the style sheet's @container says the same
const VALUES = ".mark-symbol.role-mark path, .mark-rect.role-mark path";
let engine;

function loadEngine(address) {
  engine ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.addEventListener("load", () => resolve(window.mtdVegaEmbed));
    script.addEventListener("error", reject);
    document.head.append(script);
  });
  return engine;
}

function element(name, className) {
  const made = document.createElement(name);
  made.className = className;
  return made;
}

class LiveChart {
  constructor(figure) {
    this.figure = figure;
    this.drawing = figure.querySelector(".mtd-chart__drawing");
    this.data = JSON.parse(figure.querySelector("script[type='application/json']").textContent);
    this.tip = element("div", "mtd-chart__tip");
    this.tip.hidden = true;
    this.spoken = element("div", "visually-hidden");
    this.spoken.setAttribute("role", "status");
    this.drawing.tabIndex = 0;
    const described = [this.drawing.getAttribute("aria-describedby"), this.drawing.dataset.mtdKeys];
    this.drawing.setAttribute("aria-describedby", described.filter(Boolean).join(" "));
    this.drawing.after(this.tip, this.spoken);
    for (const event of ["pointerenter", "pointerdown", "focus"]) {
      this.drawing.addEventListener(event, () => this.start());
    }
    this.drawing.addEventListener("keydown", event => this.onKey(event));
    this.drawing.addEventListener("blur", () => this.hide());
    this.drawing.addEventListener("pointerleave", () => this.hide());
  }

  get isNarrow() {
    return this.figure.clientWidth <= NARROW;
  }

  start() {
    this.started ??= this.draw()
      .then(() => new ResizeObserver(() => this.onResize()).observe(this.figure))
      .catch(error => console.warn("charts", error));
    return this.started;
  }

  async draw() {
    const embed = await loadEngine(this.data.engine);
    const narrow = this.isNarrow;
    const spec = structuredClone(narrow ? this.data.narrow : this.data.wide);
    spec.data = { values: this.data.values };
    spec.config.font = getComputedStyle(this.figure).fontFamily;
    // Out of sight, but laid out: texts are measured.
    const live = element("div", "mtd-chart__live mtd-chart__live--coming");
    this.drawing.append(live);
    // The engine is of the next version, and would say so on the console.
    delete spec.$schema;
    const { finalize } = await embed(live, spec, {
      actions: false,
      ast: true,
      defaultStyle: false,
      formatLocale: this.data.locale,
      mode: "vega-lite",
      renderer: "svg",
      tooltip: (_handler, event, item, value) => this.onPointed(event, item, value),
    });
    this.finalize?.();
    this.finalize = finalize;
    for (const old of [...this.drawing.children]) if (old !== live) old.remove();
    live.classList.remove("mtd-chart__live--coming");
    this.drawn = narrow;
    this.place = -1;
  }

  onResize() {
    if (this.drawn === this.isNarrow || this.busy) return;
    this.hide();
    this.busy = this.draw().finally(() => (this.busy = null));
  }

  // Values in the order in which they are drawn.
  get values() {
    return [...this.drawing.querySelectorAll(VALUES)].filter(one => this.textsOf(one));
  }

  textsOf(mark) {
    const item = mark.__data__;
    return item && typeof item.tooltip === "object" ? item.tooltip : null;
  }

  onPointed(event, item, value) {
    if (!value || typeof value !== "object") return this.hide();
    this.show(value, event.clientX, event.clientY);
  }

  async onKey(event) {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") return this.hide();
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return undefined;
    event.preventDefault();
    await this.start();
    const values = this.values;
    if (!values.length) return undefined;
    this.place = Math.min(Math.max(this.place + step, 0), values.length - 1);
    const mark = values[this.place];
    const box = mark.getBoundingClientRect();
    this.show(this.textsOf(mark), (box.left + box.right) / 2, box.top);
    this.mark(mark);
    this.spoken.textContent = Object.values(this.textsOf(mark)).join(", ");
    return undefined;
  }

  mark(mark) {
    this.drawing.querySelector(".mtd-chart__current")?.classList.remove("mtd-chart__current");
    mark?.classList.add("mtd-chart__current");
  }

  show(texts, x, y) {
    const [first, ...rest] = Object.entries(texts);
    const head = element("strong", "");
    head.textContent = first[1];
    const lines = rest.map(([title, text]) => {
      const line = element("div", "");
      line.textContent = `${title}: ${text || "–"}`;
      return line;
    });
    this.tip.replaceChildren(head, ...lines);
    this.tip.hidden = false;
    const frame = this.figure.getBoundingClientRect();
    const left = Math.min(Math.max(x - frame.left + 12, 0), frame.width - this.tip.offsetWidth);
    const above = y - frame.top - this.tip.offsetHeight - 12;
    this.tip.style.left = `${Math.max(left, 0)}px`;
    this.tip.style.top = `${above > 0 ? above : y - frame.top + 18}px`;
  }

  hide() {
    this.tip.hidden = true;
    this.mark(null);
  }
}

function enliven(place) {
  for (const figure of place.querySelectorAll("figure[data-mtd-chart]")) new LiveChart(figure);
}

enliven(document);
// Another script has put a part of another page in its place.
document.addEventListener("mtd-shown", event => enliven(event.detail));
