// The form of a narrative report: saves a chapter shortly after one stops writing in it.
// Without it the form works as a plain one.

const PAUSE = 2000;
const RETRY_AFTER = 5000;
const form = document.getElementById("mtd-writing");
const status = form.querySelector("[data-status]");
const heard = form.querySelector("[data-heard]");
const token = form.elements.namedItem("_authenticator").value;
const areas = [...form.querySelectorAll('textarea[name^="text."]')];
const codeOf = (area) => area.name.slice("text.".length);
const part = (name, code) => document.querySelector(`[data-${name}="${code}"]`);
const revision = (code) => form.elements.namedItem(`revision.${code}`);
const saved = new Map(areas.map((area) => [codeOf(area), area.value]));
// Chapters that somebody else changed meanwhile: these are saved by the button alone.
const disputed = new Set(areas.map(codeOf).filter((code) => !part("theirs", code).hidden));
let timer = 0;
let saving = false;
let leaving = false;

const changed = () =>
  areas.filter((area) => area.value !== saved.get(codeOf(area)) && !disputed.has(codeOf(area)));

form.addEventListener("input", (event) => {
  if (!areas.includes(event.target)) return;
  const isWritten = event.target.value.trim() !== "";
  part("written", codeOf(event.target)).hidden = !isWritten;
  form.querySelector("[data-count]").textContent = areas.filter((area) => area.value.trim()).length;
  later(PAUSE);
});

form.addEventListener("change", (event) => {
  if (areas.includes(event.target)) save();
});

form.addEventListener("keydown", (event) => {
  if (event.key !== "s" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  save();
});

form.addEventListener("submit", () => {
  leaving = true;
});

window.addEventListener("beforeunload", (event) => {
  if (!leaving && (saving || disputed.size || changed().length)) event.preventDefault();
});

function later(delay) {
  clearTimeout(timer);
  timer = setTimeout(save, delay);
}

async function save() {
  const sent = new Map(changed().map((area) => [codeOf(area), area.value]));
  if (saving || leaving || sent.size === 0) return;
  saving = true;
  tell("saving");
  const chapters = {};
  for (const [code, text] of sent) chapters[code] = { text, revision: Number(revision(code).value) };
  let response;
  let answer;
  try {
    response = await fetch(form.dataset.save, {
      method: "PATCH",
      headers: {
        Accept: "application/json",
        "Content-Type": "application/json",
        "X-CSRF-TOKEN": token,
      },
      body: JSON.stringify({ chapters }),
    });
    answer = await response.json();
  } catch {
    answer = null;
  }
  saving = false;
  if (answer === null || response.status >= 500) {
    tell("unsaved");
    say([status.textContent]);
    later(RETRY_AFTER);
  } else if (answer.error) {
    refuse(answer.error, sent);
  } else if (!response.ok) {
    tell("login");
    say([status.textContent]);
    later(RETRY_AFTER);
  } else {
    accept(answer, sent);
  }
}

function accept(answer, sent) {
  for (const [code, text] of sent) {
    saved.set(code, text);
    revision(code).value = answer.revisions[code];
    mark(code, "");
  }
  const now = new Date();
  const time = now.toLocaleTimeString(document.documentElement.lang, {
    hour: "2-digit",
    minute: "2-digit",
  });
  tell(disputed.size ? "wrong" : "saved", disputed.size ? "" : time);
  say([status.textContent]);
  if (changed().length) later(PAUSE);
}

// A refused chapter stays as it was written; the others are sent again without it

function refuse(error, sent) {
  const refused = new Set();
  const told = [];
  for (const conflict of error.conflicts ?? []) {
    const theirs = part("theirs", conflict.code);
    theirs.textContent = conflict.text;
    theirs.hidden = false;
    revision(conflict.code).value = conflict.revision;
    mark(conflict.code, form.dataset.conflict);
    told.push(form.dataset.conflict);
    disputed.add(conflict.code);
    refused.add(conflict.code);
  }
  for (const { field, message } of error.errors) {
    if (!sent.has(field)) continue;
    mark(field, message);
    told.push(message);
    // It is sent again once it is changed.
    saved.set(field, sent.get(field));
    refused.add(field);
  }
  tell("wrong");
  // Nothing that could be blamed: the report was handed in, or the round was closed.
  if (refused.size === 0) status.textContent = error.message;
  say([status.textContent, ...told]);
  if (refused.size && refused.size < sent.size) save();
}

function mark(code, message) {
  const area = form.elements.namedItem(`text.${code}`);
  area.classList.toggle("is-invalid", message !== "");
  if (message) area.setAttribute("aria-invalid", "true");
  else area.removeAttribute("aria-invalid");
  document.getElementById(`error-${code}`).textContent = message;
}

// For those who listen: once for each answer of the server, and only what is new
function say(texts) {
  const text = texts.join(". ");
  if (text !== heard.textContent) heard.textContent = text;
}

function tell(what, more = "") {
  status.textContent = `${form.dataset[what]} ${more}`.trim();
  status.className = what === "saved" ? "mtd-ok" : what === "saving" ? "" : "mtd-error";
}

// On a small screen the contents would fill the first page
if (window.matchMedia("(max-width: 61.99rem)").matches) {
  document.querySelector("[data-contents]").open = false;
}
