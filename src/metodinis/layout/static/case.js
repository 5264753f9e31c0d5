// The form of a case: saves itself shortly after one stops writing, says what is still needed and
// which cases tell of the same. Without it the form works as a plain one.

const PAUSE = 2000;
const RETRY_AFTER = 5000;
const form = document.getElementById("mtd-case");
const address = form.dataset.save;
const status = form.querySelector("[data-status]");
const heard = form.querySelector("[data-heard]");
const similar = form.querySelector("[data-similar-list]");
const token = form.elements.namedItem("_authenticator").value;
const seen = form.elements.namedItem("seen");
const ROW = /^(.+)-(\d+)-(.+)$/;
// name of a field -> what was saved of it last, as JSON
const saved = new Map(Object.entries(typed()).map(([name, value]) => [name, JSON.stringify(value)]));
let timer = 0;
let lookTimer = 0;
let saving = null;
let leaving = false;
// Somebody else wrote meanwhile: the button alone saves now.
let disputed = false;

// What was typed, by field, as the service takes it; rows in the order of their numbers
function typed() {
  const values = {};
  for (const control of form.elements) {
    if (!control.name || control.type === "hidden" || control.type === "submit") continue;
    if (control.name.match(ROW)) continue;
    if ("many" in control.dataset) {
      values[control.name] ??= [];
      if (control.checked) values[control.name].push(control.value);
    } else if ("yes" in control.dataset) {
      values[control.name] = control.checked;
    } else {
      values[control.name] = control.value;
    }
  }
  for (const row of form.querySelectorAll("[data-row]")) {
    values[row.dataset.row] ??= [];
  }
  for (const name of Object.keys(values)) {
    const rows = ordered(name);
    if (rows.length) values[name] = rows.map(cells);
  }
  return values;
}

function ordered(name) {
  const rows = [...form.querySelectorAll(`[data-row="${name}"]`)];
  const number = (row) => Number(row.querySelector('[name$="-order"]').value) || Infinity;
  return rows.sort((one, other) => number(one) - number(other));
}

function cells(row) {
  const found = {};
  for (const control of row.querySelectorAll("[name]")) {
    const [, , , cell] = control.name.match(ROW);
    if (cell === "indicator") found[cell] = control.value.split(" – ")[0].trim();
    else if (cell !== "order") found[cell] = control.value;
  }
  return found;
}

const changed = () =>
  Object.entries(typed()).filter(([name, value]) => JSON.stringify(value) !== saved.get(name));

form.addEventListener("input", (event) => {
  if (["title", "summary"].includes(event.target.name)) {
    clearTimeout(lookTimer);
    lookTimer = setTimeout(look, PAUSE);
  }
  later(PAUSE);
});

form.addEventListener("keydown", (event) => {
  if (event.key !== "s" || !(event.ctrlKey || event.metaKey) || !address) return;
  event.preventDefault();
  save();
});

// What is on its way changes the revision that the form is sent with: it waits for that.
form.addEventListener("submit", async (event) => {
  leaving = true;
  clearTimeout(timer);
  if (!saving) return;
  event.preventDefault();
  await saving;
  form.requestSubmit(event.submitter);
});

window.addEventListener("beforeunload", (event) => {
  const isLost = address ? saving || changed().length : changed().length;
  if (!leaving && isLost) event.preventDefault();
});

function later(delay) {
  clearTimeout(timer);
  if (address) timer = setTimeout(save, delay);
}

function save() {
  if (saving || leaving || disputed) return;
  const sent = changed();
  if (sent.length === 0) return;
  saving = send(sent).finally(() => {
    saving = null;
  });
}

async function send(sent) {
  tell("saving");
  let response;
  let answer;
  try {
    response = await fetch(address, {
      method: "PATCH",
      headers: {
        Accept: "application/json",
        "Content-Type": "application/json",
        "X-CSRF-TOKEN": token,
      },
      body: JSON.stringify({ ...Object.fromEntries(sent), revision: Number(seen.value) }),
    });
    answer = await response.json();
  } catch {
    answer = null;
  }
  if (answer === null || response.status >= 500) {
    tell("unsaved");
    say([status.textContent]);
    later(RETRY_AFTER);
  } else if (answer.error) {
    // It can't be changed any more, or somebody else wrote meanwhile.
    disputed = true;
    tell("wrong", answer.error.message);
    say([answer.error.message]);
  } else if (!response.ok) {
    tell("login");
    say([status.textContent]);
    later(RETRY_AFTER);
  } else {
    accept(answer, sent);
  }
}

function accept(answer, sent) {
  seen.value = answer.revision;
  for (const [name, value] of sent) {
    saved.set(name, JSON.stringify(value));
    unmark(name);
  }
  const places = new Map(sent.map(([name]) => [name, ordered(name)]));
  for (const { field, message } of answer.errors) mark(placed(field, places), message);
  needed(answer);
  const time = new Date().toLocaleTimeString(document.documentElement.lang, {
    hour: "2-digit",
    minute: "2-digit",
  });
  const wrong = form.querySelectorAll(".mtd-field__error:not([hidden])").length > 0;
  tell(wrong ? "some" : "saved", wrong ? form.dataset.wrong : `${form.dataset.saved} ${time}`);
  say([status.textContent, ...answer.errors.map((error) => error.message)]);
  if (changed().length) later(PAUSE);
}

// The id of the control that a fault is of: rows were sent in the order of their numbers
function placed(field, places) {
  const parts = field.match(ROW);
  const row = parts && places.get(parts[1])?.[Number(parts[2])];
  if (!row) return field;
  const [, name, place] = row.querySelector("[name]").name.match(ROW);
  return `${name}-${place}-${parts[3]}`;
}

function mark(name, message) {
  const error = document.getElementById(`f-${name}-error`);
  if (error === null) return;
  error.textContent = message;
  error.hidden = false;
  const control = document.getElementById(`f-${name}`);
  if (!control.matches("input, select, textarea")) return;
  control.classList.add("is-invalid");
  control.setAttribute("aria-invalid", "true");
}

function unmark(name) {
  for (const error of form.querySelectorAll(".mtd-field__error:not([hidden])")) {
    const id = error.id.slice(0, -"-error".length);
    if (id !== `f-${name}` && !id.startsWith(`f-${name}-`)) continue;
    error.hidden = true;
    error.textContent = "";
    const control = document.getElementById(id);
    control.classList.remove("is-invalid");
    control.removeAttribute("aria-invalid");
  }
}

// How much there is, and what is still needed

function needed({ missing, done, needed: all }) {
  const bar = form.querySelector("progress");
  bar.value = done;
  bar.max = all;
  bar.previousElementSibling.lastElementChild.textContent = `${done} / ${all}`;
  const list = form.querySelector("[data-missing]");
  list.replaceChildren(
    ...missing.map(({ field, title, message, is_empty }) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = `#f-${field}`;
      link.textContent = title;
      item.append(link, is_empty ? "" : `: ${message}`);
      return item;
    }),
  );
  form.querySelector("[data-complete]").hidden = missing.length > 0;
}

// Cases that tell of the same

async function look() {
  const text = ["title", "summary"].map((name) => form.elements.namedItem(name).value).join(" ");
  const query = new URLSearchParams({ text, without: form.dataset.without });
  let answer;
  try {
    const response = await fetch(`${form.dataset.similar}?${query}`, {
      headers: { Accept: "application/json" },
    });
    if (!response.ok) return;
    answer = await response.json();
  } catch {
    // Written without it as well; asked again at the next pause.
    return;
  }
  const list = similar.querySelector("ul");
  list.replaceChildren(
    ...answer.items.map((one) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      const summary = document.createElement("span");
      link.href = one["@id"];
      link.target = "_blank";
      link.rel = "noopener";
      link.textContent = one.title;
      summary.className = "mtd-soft";
      summary.textContent = ` ${one.summary}`;
      item.append(link, summary);
      return item;
    }),
  );
  similar.hidden = answer.items.length === 0;
}

// For those who listen: once for each answer of the server, and only what is new
function say(texts) {
  const text = texts.join(". ");
  if (text !== heard.textContent) heard.textContent = text;
}

function tell(what, text = form.dataset[what]) {
  status.textContent = text;
  status.className = what === "saved" ? "mtd-ok" : what === "saving" ? "" : "mtd-error";
}
