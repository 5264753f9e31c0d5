// A click on a common answer writes it into its text area, where it can be changed.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-answer]");
  if (!button) return;
  const area = document.getElementById(button.dataset.answer);
  area.value = button.textContent.trim();
  area.focus();
  area.dispatchEvent(new Event("change", { bubbles: true }));
});
