// The explorer: what may be chosen is narrowed as one types, and the address copied at one click.
// Without it the page's own buttons do the same.

const folded = (text) =>
  text
    .toLowerCase()
    .normalize("NFKD")
    .replace(/\p{M}/gu, "");

for (const field of document.querySelectorAll("[data-find]")) {
  const place = document.getElementById(field.dataset.find);
  const count = document.querySelector(`[data-found="${field.dataset.find}"]`);
  const sections = [...place.querySelectorAll("details")];
  const opened = new Map(sections.map((section) => [section, section.open]));
  let timer = 0;

  const narrow = () => {
    const words = folded(field.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of place.querySelectorAll("[data-words]")) {
      const fits = words.every((word) => row.dataset.words.includes(word));
      row.hidden = !fits && !row.querySelector("input").checked;
      shown += row.hidden ? 0 : 1;
    }
    for (const section of sections) {
      section.hidden = !section.querySelector("[data-words]:not([hidden])");
      section.open = words.length > 0 || opened.get(section);
    }
    // Heard once one stops typing.
    window.clearTimeout(timer);
    timer = window.setTimeout(() => {
      count.textContent = words.length ? `${count.dataset.says} ${shown}` : "";
    }, 500);
  };

  // What the server narrowed down already stays so until the form is sent again.
  field.addEventListener("input", narrow);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
}

for (const button of document.querySelectorAll("[data-without-script]")) {
  button.hidden = true;
}

for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  const status = document.querySelector(`[data-copy-status="${button.dataset.copy}"]`);
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(field.value);
    status.textContent = button.dataset.copied;
  });
}
