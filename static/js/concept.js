// Keeps on the server what somebody types. The text stays on the screen whatever happens; nothing is kept in the browser.
(() => {
  "use strict";
  const form = document.querySelector("form[data-concept]");
  const stand = document.querySelector("[data-concept-stand]");
  if (!form || !stand || !window.fetch) return;

  const RUST = 3000;
  const OPNIEUW = 15000;
  const NIET = "Nog niet bewaard. Laat dit scherm open: Opstap probeert het opnieuw.";
  const UIT = "U bent uitgelogd. Log in via een nieuw tabblad. Uw tekst blijft hier staan.";
  const OP = "Vanzelf bewaren lukt niet meer. Uw tekst staat er nog. Druk op de groene knop.";

  let klok = 0;
  let nieuw = false; // typed since the last time it was kept
  let bezig = false;
  let stil = false; // sent, or nothing more can be kept here

  const zeg = (tekst) => {
    stand.textContent = tekst;
  };
  const plan = (na) => {
    clearTimeout(klok);
    if (!stil) klok = setTimeout(bewaar, na);
  };

  async function bewaar(laatste) {
    if (stil || bezig || !nieuw) return;
    bezig = true;
    nieuw = false;
    const velden = new FormData(form);
    velden.set("concept", "auto");
    try {
      const antwoord = await fetch(window.location.pathname, {
        method: "POST",
        body: velden,
        headers: { "X-Concept": "1" },
        redirect: "manual",
        keepalive: laatste === true,
      });
      await verwerk(antwoord);
    } catch {
      straks(NIET);
    }
    bezig = false;
    if (nieuw) plan(RUST);
  }

  async function verwerk(antwoord) {
    if (antwoord.type === "opaqueredirect") return straks(UIT);
    const is_json = (antwoord.headers.get("Content-Type") || "").startsWith("application/json");
    if (antwoord.status >= 500) return straks(NIET);
    if (!is_json) return eindig(OP);
    const { tekst, versie } = await antwoord.json();
    if (!antwoord.ok || versie === null) return eindig(tekst);
    form.elements.concept_versie.value = versie;
    zeg(tekst);
  }

  function straks(tekst) {
    nieuw = true;
    zeg(tekst);
    plan(OPNIEUW);
  }

  function eindig(tekst) {
    stil = true;
    zeg(tekst);
  }

  form.addEventListener("input", () => {
    nieuw = true;
    plan(RUST);
  });
  form.addEventListener("submit", () => {
    stil = true;
  });
  window.addEventListener("pageshow", (gebeurtenis) => {
    if (gebeurtenis.persisted) stil = false;
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") bewaar(true);
  });
})();
