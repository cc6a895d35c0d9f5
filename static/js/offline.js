// Without a connection no page sends what was typed: the browser would put an error in its place. Nothing is kept here.
(() => {
  "use strict";
  const GEEN = "Er is geen verbinding. Dit is niet verstuurd. Uw tekst staat er nog: laat dit scherm open.";
  const WEER = "Er is weer verbinding. Druk nog een keer op de knop.";

  let getypt = false;
  let melding = null;

  const zeg = (tekst, form) => {
    if (!melding) {
      melding = document.createElement("p");
      melding.className = "notitie notitie-warning";
      melding.setAttribute("role", "alert");
    }
    if (form) form.insertBefore(melding, form.querySelector(":scope > .knoppen"));
    melding.textContent = tekst;
  };

  document.addEventListener("input", () => {
    getypt = true;
  });
  // Before the page's own scripts: what is not sent is not kept for sent.
  document.addEventListener(
    "submit",
    (gebeurtenis) => {
      if (navigator.onLine) return;
      gebeurtenis.preventDefault();
      gebeurtenis.stopImmediatePropagation();
      zeg(GEEN, gebeurtenis.target);
    },
    true,
  );
  window.addEventListener("online", () => {
    if (melding) zeg(WEER);
  });
  window.addEventListener("beforeunload", (gebeurtenis) => {
    if (getypt && !navigator.onLine) gebeurtenis.preventDefault();
  });
})();
