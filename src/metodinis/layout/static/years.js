// A choice of a year becomes a slider too: the figures follow it, and the page is not left.
const form = document.querySelector("form[data-mtd-years]");
const select = form?.elements.year;

function slider() {
  const years = [...select.options].map(option => option.value).reverse();
  const range = document.createElement("input");
  Object.assign(range, { type: "range", className: "form-range", min: 0, max: years.length - 1 });
  range.value = years.indexOf(select.value);
  range.setAttribute("aria-label", form.querySelector("label[for='figures-year']").textContent);
  const tell = () => range.setAttribute("aria-valuetext", years[range.value]);
  tell();
  range.addEventListener("input", () => {
    select.value = years[range.value];
    tell();
  });
  range.addEventListener("change", () => show(range));
  select.addEventListener("change", () => {
    range.value = years.indexOf(select.value);
    tell();
  });
  const place = document.createElement("div");
  place.className = "mtd-figures-slider";
  place.append(years[0], range, years.at(-1));
  form.append(place);
  return range;
}

let asked = 0;

async function show(range) {
  const number = ++asked;
  const address = new URL(form.action);
  address.search = new URLSearchParams(new FormData(form));
  const shown = document.querySelector("[data-mtd-shown]");
  shown.setAttribute("aria-busy", "true");
  const answer = await fetch(address).catch(() => null);
  if (number !== asked) return;
  const text = answer?.ok ? await answer.text() : "";
  const found = new DOMParser().parseFromString(text, "text/html").querySelector("[data-mtd-shown]");
  if (!found) {
    form.requestSubmit();
    return;
  }
  shown.replaceWith(document.adoptNode(found));
  history.replaceState(null, "", address);
  range.focus();
  document.dispatchEvent(new CustomEvent("mtd-shown", { detail: found }));
}

if (select?.options.length > 1) slider();
