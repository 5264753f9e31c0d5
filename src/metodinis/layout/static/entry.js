// The form of a statistical report: saves each cell as it is left, shows what the checks say,
// and moves by keyboard. Without it the form works as a plain one.
import "./answers.js";

const RETRY_AFTER = 5000;
const form = document.getElementById("mtd-entry");
const status = form.querySelector("[data-status]");
const heard = form.querySelector("[data-heard]");
const token = form.elements.namedItem("_authenticator").value;
const waiting = { cells: new Set(), explanations: new Map(), answers: new Map() };
let saving = false;
let leaving = false;

const control = (prefix, code) => form.elements.namedItem(`${prefix}.${code}`);
const part = (name, code) => form.querySelector(`[data-${name}="${CSS.escape(code)}"]`);
const isWaiting = () =>
  waiting.cells.size + waiting.explanations.size + waiting.answers.size > 0;

// What changed

form.addEventListener("change", (event) => {
  const [kind, ...rest] = event.target.name.split(".");
  const name = rest.join(".");
  if (kind === "raw" || kind === "reason") waiting.cells.add(name);
  else if (kind === "explain") waiting.explanations.set(name.replaceAll("|", ":"), event.target.value);
  else if (kind === "answer") waiting.answers.set(name, event.target.value);
  else return;
  save();
});

form.addEventListener("submit", () => {
  leaving = true;
});

window.addEventListener("beforeunload", (event) => {
  // What was refused at its cell is saved nowhere either.
  const refused = form.querySelector(".is-invalid");
  if (!leaving && (saving || isWaiting() || refused)) event.preventDefault();
});

// What the site knows from elsewhere: a click types it into its cell

form.addEventListener("click", (event) => {
  const button = event.target.closest("[data-fill]");
  if (!button) return;
  const input = document.getElementById(button.dataset.fill);
  input.value = button.dataset.value;
  button.closest(".mtd-suggestion").hidden = true;
  input.focus();
  input.dispatchEvent(new Event("change", { bubbles: true }));
});

// Saving: one request at a time; what changes meanwhile goes with the next

async function save() {
  if (saving || !isWaiting()) return;
  saving = true;
  const sent = take();
  tell("saving");
  let response;
  let answer;
  try {
    response = await fetch(form.dataset.save, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRF-TOKEN": token },
      body: JSON.stringify(sent),
    });
    answer = await response.json();
  } catch {
    answer = null;
  }
  saving = false;
  if (answer === null || response.redirected || response.status >= 500) {
    putBack(sent);
    tell(response && response.redirected ? "login" : "unsaved");
    say([status.textContent]);
    setTimeout(save, RETRY_AFTER);
  } else if (answer.error) {
    refuse(answer.error, sent);
  } else {
    show(answer, sent);
  }
}

function take() {
  const sent = { cells: {}, explanations: {}, answers: {} };
  for (const code of waiting.cells) {
    sent.cells[code] = {
      raw: control("raw", code).value,
      reason: control("reason", code).value,
      revision: Number(control("revision", code).value),
    };
  }
  for (const [key, text] of waiting.explanations) sent.explanations[key] = text;
  for (const [key, text] of waiting.answers) sent.answers[key] = text;
  waiting.cells.clear();
  waiting.explanations.clear();
  waiting.answers.clear();
  return sent;
}

function putBack(sent) {
  for (const code of Object.keys(sent.cells)) waiting.cells.add(code);
  for (const name of ["explanations", "answers"]) {
    for (const [key, text] of Object.entries(sent[name])) {
      if (!waiting[name].has(key)) waiting[name].set(key, text);
    }
  }
}

// A refused cell stays as it was typed and is marked; the others are sent again without it

function refuse(error, sent) {
  const refused = new Set();
  const told = [];
  for (const conflict of error.conflicts ?? []) {
    control("revision", conflict.code).value = conflict.revision;
    mark(conflict.code, conflict.message);
    told.push(`${conflict.code}: ${conflict.message}`);
    refused.add(conflict.code);
  }
  for (const { field, message } of error.errors) {
    if (refused.has(field)) continue;
    if (field in sent.cells) mark(field, message);
    told.push(field in sent.cells ? `${field}: ${message}` : message);
    refused.add(field);
  }
  const before = Object.keys(sent.cells).length;
  for (const code of refused) {
    delete sent.cells[code];
    delete sent.explanations[code];
  }
  tell("wrong");
  // Nothing that could be blamed: the report was handed in, or the round was closed.
  if (refused.size === 0) status.textContent = error.message;
  say([status.textContent, ...told]);
  if (Object.keys(sent.cells).length < before) {
    putBack(sent);
    save();
  }
}

function mark(code, message) {
  const input = control("raw", code);
  input.classList.toggle("is-invalid", Boolean(message));
  if (message) input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
  document.getElementById(`error-${code}`).textContent = message ?? "";
}

// What the answer changes on the page

function show(answer, sent) {
  const known = findings();
  for (const code of Object.keys(sent.cells)) mark(code, null);
  for (const [code, row] of Object.entries(answer.rows)) showRow(code, row, code in sent.cells);
  showNotes(part("notes", ""), answer.notes);
  for (const [code, counts] of Object.entries(answer.sections)) {
    const open = form.parentElement.querySelector(`[data-open="${CSS.escape(code)}"]`);
    if (!open) continue;
    open.textContent = counts.open;
    open.hidden = counts.open === 0;
    const filled = open.parentElement.querySelector(".mtd-soft");
    if (filled) filled.textContent = `${counts.filled}/${counts.expected}`;
  }
  form.querySelector("[data-filled]").textContent = answer.progress.filled;
  form.querySelector("[data-open-all]").textContent = answer.progress.open;
  const found = [...findings()].filter((finding) => !known.has(finding));
  if (form.querySelector(".is-invalid")) {
    tell("wrong");
    say(found);
  } else {
    tell("saved", answer.at);
    say([status.textContent, ...found]);
  }
  save();
}

function showRow(code, row, wasSent) {
  const revision = control("revision", code);
  if (!revision) return;
  // Only of what was sent: another person's change must still be met as one.
  if (wasSent) revision.value = row.revision;
  if (wasSent) control("reason", code).hidden = !row.asks_reason;
  part("row", code).classList.toggle("mtd-entry--awaits", row.awaits);
  part("change", code).textContent = row.change;
  const sum = part("sum", code);
  sum.hidden = !row.sum;
  sum.querySelector("span").textContent = row.sum ?? "";
  const notes = part("notes", code);
  showNotes(notes, row.notes);
  notes.parentElement.hidden = row.notes === "";
}

function showNotes(place, html) {
  // What somebody is writing in stays as it is; the next answer shows the rest.
  if (place.contains(document.activeElement) && place.dataset.shown !== undefined) return;
  if (place.dataset.shown === html) return;
  const typed = new Map();
  for (const area of place.querySelectorAll("textarea")) typed.set(area.name, area.value);
  place.innerHTML = html;
  place.dataset.shown = html;
  for (const area of place.querySelectorAll("textarea")) {
    if (!area.value && typed.has(area.name)) area.value = typed.get(area.name);
  }
}

function tell(what, more = "") {
  status.textContent = `${form.dataset[what]} ${more}`.trim();
  status.className = what === "saved" ? "mtd-ok" : what === "saving" ? "" : "mtd-error";
}

// For those who listen: once for each answer of the server, and only what is new

function say(texts) {
  const text = texts.join(". ");
  if (text && text !== heard.textContent) heard.textContent = text;
}

function findings() {
  const texts = [...form.querySelectorAll(".mtd-finding__text")].map((place) => {
    const code = place.closest("[data-notes]").dataset.notes;
    return `${code} ${place.textContent.replace(/\s+/g, " ").trim()}`.trim();
  });
  return new Set(texts);
}

// Keys: Enter and the arrows go from value to value, Ctrl+S saves; a pasted column fills down

const inputs = () => [...form.querySelectorAll('input[name^="raw."]')];

form.addEventListener("keydown", (event) => {
  if (event.key === "s" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    event.target.dispatchEvent(new Event("change", { bubbles: true }));
  }
  const step = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || !event.target.name?.startsWith("raw.")) return;
  event.preventDefault();
  const all = inputs();
  const next = all[all.indexOf(event.target) + (event.shiftKey ? -step : step)];
  if (!next) {
    // The focus stays, so that the browser would not tell of the change.
    event.target.dispatchEvent(new Event("change", { bubbles: true }));
    return;
  }
  next.focus();
  next.select();
});

form.addEventListener("paste", (event) => {
  if (!event.target.name?.startsWith("raw.")) return;
  const lines = event.clipboardData.getData("text").replace(/\r?\n$/, "").split(/\r?\n/);
  if (lines.length < 2) return;
  event.preventDefault();
  const all = inputs();
  const from = all.indexOf(event.target);
  lines.forEach((line, index) => {
    const input = all[from + index];
    if (!input) return;
    input.value = line.split("\t")[0];
    waiting.cells.add(input.name.slice("raw.".length));
  });
  save();
});
