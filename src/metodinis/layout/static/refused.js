// Links of an error summary whose field isn't to be seen: its tab is opened first, and where a
// widget of Plone's stands in the place of a field, the widget takes the focus.
const FOCUSABLE = "input:not([type=hidden]), select, textarea, button, a[href], [tabindex], iframe";
const isShown = element => element.getClientRects().length > 0;

function openTab(field) {
  const section = field.closest(".autotoc-section");
  const form = section?.closest(".pat-autotoc");
  if (!form || isShown(section)) return;
  const place = [...form.querySelectorAll(".autotoc-section")].indexOf(section);
  form.querySelectorAll(".autotoc-nav a")[place]?.click();
}

document.addEventListener("click", event => {
  const link = event.target.closest("#mtd-errors a[href^='#']");
  const control = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!control) return;
  event.preventDefault();
  openTab(control);
  const field = control.closest(".field") ?? control;
  const place = [control, ...field.querySelectorAll(FOCUSABLE)].find(isShown) ?? field;
  field.scrollIntoView({ block: "center" });
  place.focus();
});
