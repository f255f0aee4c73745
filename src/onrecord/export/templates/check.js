(() => {
  const cards = [...document.querySelectorAll(".card")];
  const all = document.getElementById("r-failed");
  const shown = card => document.getElementById("f-" + card.dataset.verdict).checked
    && (!all.checked || card.dataset.outcome === "failed");
  let last = -1;
  const jump = step => {
    const here = document.activeElement && document.activeElement.closest(".card");
    for (let at = (here ? cards.indexOf(here) : last) + step; at >= 0 && at < cards.length; at += step) {
      if (!shown(cards[at])) continue;
      last = at;
      cards[at].focus({ preventScroll: true });
      cards[at].scrollIntoView({ block: "center" });
      return;
    }
  };
  addEventListener("keydown", event => {
    const step = { n: 1, p: -1 }[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    jump(step);
  });
  document.getElementById("next").addEventListener("click", () => jump(1));
  document.getElementById("previous").addEventListener("click", () => jump(-1));
  document.body.classList.add("scripted");
})();
