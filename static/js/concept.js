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
  let kwijt = false; // the last time nobody answered

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
      kwijt = false;
      await verwerk(antwoord);
    } catch {
      kwijt = true;
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
  // Where nobody answers, sending would put the error of the browser in the place of what was typed.
  form.addEventListener("submit", async (gebeurtenis) => {
    if (!kwijt) {
      stil = true;
      return;
    }
    gebeurtenis.preventDefault();
    const knop = gebeurtenis.submitter;
    nieuw = true;
    await bewaar();
    if (!kwijt) form.requestSubmit(knop);
  });
  window.addEventListener("pageshow", (gebeurtenis) => {
    if (gebeurtenis.persisted) stil = false;
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") bewaar(true);
  });
})();
