// Without a connection no page sends what was typed: the browser would put an error in its place. Nothing is kept here.
(() => {
  "use strict";
  const GEEN = "Er is geen verbinding. Dit is niet verstuurd. Uw tekst staat er nog: laat dit scherm open.";
  const WEER = "Er is weer verbinding. Druk nog een keer op de knop.";

  const GEDULD = 5000;

  let getypt = false;
  let kwijt = false; // the browser says there is no network, and nobody answered either
  let antwoordde = false; // asked just now: it may be sent
  let melding = null;

  // The browser may say so where only the way to the rest of the world is closed.
  const vraag = async () => {
    if (navigator.onLine) return true;
    const icoon = document.querySelector("link[rel=icon]").href;
    return fetch(icoon, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(GEDULD) }).then(
      () => true,
      () => false,
    );
  };

  const kijk = async () => {
    kwijt = !(await vraag()) && !navigator.onLine;
    if (melding && !kwijt) melding.textContent = WEER;
  };

  const zeg = (form) => {
    if (!melding) {
      melding = document.createElement("p");
      melding.className = "notitie notitie-warning";
      melding.setAttribute("role", "alert");
    }
    form.insertBefore(melding, form.querySelector(":scope > .knoppen"));
    melding.textContent = GEEN;
  };

  document.addEventListener("input", () => {
    getypt = true;
  });
  // Before the page's own scripts: what is not sent is not kept for sent.
  document.addEventListener(
    "submit",
    async (gebeurtenis) => {
      if (navigator.onLine || antwoordde) {
        antwoordde = kwijt = false;
        return;
      }
      const { target: form, submitter: knop } = gebeurtenis;
      gebeurtenis.preventDefault();
      gebeurtenis.stopImmediatePropagation();
      await kijk();
      if (kwijt) {
        zeg(form);
        return;
      }
      antwoordde = true;
      form.requestSubmit(knop);
    },
    true,
  );
  window.addEventListener("online", kijk);
  window.addEventListener("offline", kijk);
  window.addEventListener("beforeunload", (gebeurtenis) => {
    if (getypt && kwijt) gebeurtenis.preventDefault();
  });
})();
