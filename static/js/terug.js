// After an answer to a form: the back button and reload ask for this page again, and send nothing.
(() => {
  "use strict";
  const form = document.querySelector("form[data-terug]");
  if (form) window.history.replaceState(null, "", form.getAttribute("action") + window.location.hash);
})();
