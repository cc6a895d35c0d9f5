// Keeps on the server what somebody types. The text stays on the screen whatever happens; nothing is kept in the browser.
(() => {
  "use strict";
  const form = document.querySelector("form[data-concept]");
  const stand = document.querySelector("[data-concept-stand]");
  if (!form || !stand || !window.fetch) return;

  const RUST = 3000;
  const OPNIEUW = 15000;
  const GEDULD = 10000;
  const NIET = "Nog niet bewaard. Laat dit scherm open: Opstap probeert het opnieuw.";
  const ONVERSTUURD = "Er komt geen antwoord: dit is niet verstuurd. Laat dit scherm open en druk straks nog een keer.";
  const UIT = "U bent uitgelogd. Log in via een nieuw tabblad. Uw tekst blijft hier staan.";
  const OP = "Vanzelf bewaren lukt niet meer. Uw tekst staat er nog. Druk op de groene knop.";

  let klok = 0;
  let nieuw = false; // typed since the last time it was kept
  let lopend = null; // the keeping that goes on now
  let stil = false; // sent, or nothing more can be kept here
  let kwijt = false; // the last time nobody answered

  const zeg = (tekst) => {
    stand.textContent = tekst;
  };
  const plan = (na) => {
    clearTimeout(klok);
    if (!stil) klok = setTimeout(bewaar, na);
  };

  function bewaar(laatste) {
    if (stil || lopend || !nieuw) return lopend;
    nieuw = false;
    lopend = stuur(laatste).finally(() => {
      lopend = null;
      if (nieuw) plan(kwijt ? OPNIEUW : RUST);
    });
    return lopend;
  }

  async function stuur(laatste) {
    const velden = new FormData(form);
    velden.set("concept", "auto");
    const antwoord = await fetch(window.location.pathname, {
      method: "POST",
      body: velden,
      headers: { "X-Concept": "1" },
      redirect: "manual",
      keepalive: laatste === true,
      signal: AbortSignal.timeout(GEDULD),
    }).catch(() => null);
    kwijt = antwoord === null && !stil;
    if (antwoord === null) return straks(NIET);
    return verwerk(antwoord).catch(() => straks(NIET));
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
    if (!kwijt || stil) {
      stil = true;
      return;
    }
    gebeurtenis.preventDefault();
    const knop = gebeurtenis.submitter;
    await lopend;
    nieuw = true;
    await bewaar();
    if (kwijt) zeg(ONVERSTUURD);
    else form.requestSubmit(knop);
  });
  window.addEventListener("pageshow", (gebeurtenis) => {
    if (gebeurtenis.persisted) stil = false;
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") bewaar(true);
  });
})();
