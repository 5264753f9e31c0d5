// Follows an import: asks how far it is, moves the bar, and shows the page anew when it ends.

const EVERY = 1500;
const box = document.getElementById("mtd-import");
const bar = box.querySelector("progress");
const text = box.querySelector(".mtd-progress__label span:last-child");

async function ask() {
  try {
    const response = await fetch(box.dataset.status, { headers: { Accept: "application/json" } });
    const job = await response.json();
    if (job.state !== box.dataset.state) {
      window.location.reload();
      return;
    }
    if (job.whole) {
      bar.max = job.whole;
      bar.value = job.done;
      text.textContent = new Intl.NumberFormat(document.documentElement.lang, {
        style: "percent",
      }).format(job.done / job.whole);
    }
  } catch {
    // The server may be busy; the next question will tell.
  }
  setTimeout(ask, EVERY);
}

setTimeout(ask, EVERY);
