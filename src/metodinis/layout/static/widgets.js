// What Plone's own scripts put into editors' forms without a name, or in English. This script's
// attributes have the texts.
const texts = document.currentScript.dataset;
const states = {};

const MENDED = {
  ".select2-search-choice-close": link => name(link, texts.remove),
  "input[name='sort_reversed:boolean']": box => name(box, box.nextElementSibling?.textContent),
  ".querystring-previewcount-wrapper": count => {
    if (count.textContent === "No results to preview") write(count, texts.noResults);
  },
  ".pat-structure td.review_state": cell => write(cell, states[cell.dataset.order]),
  ".crumb:has(svg, img)": link => name(link, texts.home),
  // The editor's Lithuanian pack has an empty text for it.
  ".tox-edit-area__iframe:not([title])": frame => frame.setAttribute("title", texts.editor),
  ".tox-statusbar__resize-handle": handle => {
    const height = String(handle.closest(".tox-tinymce").offsetHeight);
    const text = `${texts.height} ${height}`;
    if (handle.getAttribute("aria-valuetext") === text) return;
    handle.setAttribute("aria-valuenow", height);
    handle.setAttribute("aria-valuetext", text);
  },
};

function name(control, text) {
  if (text && !control.hasAttribute("aria-label")) control.setAttribute("aria-label", text.trim());
}

// Only what differs is written: each change is seen and mended again.
function write(element, text) {
  if (text && element.textContent !== text) element.textContent = text;
}

function mend() {
  for (const [selector, change] of Object.entries(MENDED)) {
    document.querySelectorAll(selector).forEach(change);
  }
}

// Folder contents ask for the words of states only when they show the first; by then it is late.
async function learnStates() {
  const language = document.documentElement.lang;
  const address = document.body.dataset.i18ncatalogurl;
  if (!address || !document.querySelector(".pat-structure")) return;
  const kept = localStorage.getItem(`plone-${language}`);
  const answer = kept ? null : await fetch(`${address}?domain=plone&language=${language}`);
  Object.assign(states, kept ? JSON.parse(kept) : await answer.json());
  // The catalog's own head stands under no word; what has no state asks for that.
  delete states[""];
  mend();
}

new MutationObserver(mend).observe(document.body, {
  subtree: true, childList: true, attributeFilter: ["style", "aria-valuetext"],
});
mend();
learnStates();
