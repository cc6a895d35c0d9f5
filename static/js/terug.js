// After an answer to a form: the back button and reload ask for this page again, and send nothing.
(() => {
  "use strict";
  const plek = document.querySelector("[data-terug]");
  if (plek) window.history.replaceState(null, "", plek.dataset.terug + window.location.hash);
})();
