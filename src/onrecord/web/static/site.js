// Only comfort: every page works without it. A file may be dropped on a text field; a form is sent once; a page whose
// figures are still being counted comes back by itself.
(() => {
  for (const area of document.querySelectorAll("textarea[data-drop]")) {
    const file = document.getElementById(area.dataset.drop);
    const carries = event => event.dataTransfer && [...event.dataTransfer.types].includes("Files");
    area.addEventListener("dragover", event => {
      if (!carries(event)) return;
      event.preventDefault();
      area.classList.add("dropping");
    });
    area.addEventListener("dragleave", () => area.classList.remove("dropping"));
    area.addEventListener("drop", event => {
      area.classList.remove("dropping");
      if (!carries(event)) return;
      event.preventDefault();
      file.files = event.dataTransfer.files;
      area.value = "";
      file.focus();
    });
  }
  for (const form of document.querySelectorAll("form[method=post]")) {
    form.addEventListener("submit", () => {
      const button = form.querySelector("button[type=submit]");
      setTimeout(() => { button.disabled = true; button.dataset.said = button.textContent; button.textContent = button.dataset.busy || "Working …"; });
    });
  }
  addEventListener("pageshow", () => {
    for (const button of document.querySelectorAll("button[data-said]")) { button.disabled = false; button.textContent = button.dataset.said; }
  });
})();
