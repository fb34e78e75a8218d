// The contract as a page to try. What is entered as a key stays in this page's memory: it is neither stored nor part of any
// address, and no host but this server is asked for anything.
"use strict";

(() => {
  const place = document.getElementById("documentation");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const follow = () => document.documentElement.classList.toggle("dark-mode", dark.matches);

  /** An example would be sent by whoever does not take it away: what need not be sent only tells of it. */
  function withoutGuesses(contract) {
    const operations = Object.values(contract.paths).flatMap((item) => Object.values(item));
    const parameters = [...Object.values(contract.components.parameters), ...operations.flatMap((operation) => operation.parameters ?? [])];
    for (const parameter of parameters) {
      if (parameter.example === undefined || parameter.required) continue;
      parameter.description += ` For example \`${JSON.stringify(parameter.example)}\`.`;
      delete parameter.example;
    }
    return contract;
  }

  /** What the package leaves without a name, or out of reach of the keyboard. */
  function mend() {
    for (const element of place.querySelectorAll(".microlight:not([tabindex])")) element.tabIndex = 0;
    for (const element of place.querySelectorAll(".auth-btn-wrapper [aria-label]")) element.removeAttribute("aria-label"); // says other than it shows
    for (const [selector, text] of [
      ["#servers", "Server"],
      [".operation-filter-input", "Filter by tag"],
      [".auth-container input", "Key"],
      ["select:not([aria-label])", "Choice"],
      ["textarea:not([aria-label])", "Body"],
      [".close-modal", "Close"],
    ])
      for (const element of place.querySelectorAll(selector)) if (!element.hasAttribute("aria-label")) element.setAttribute("aria-label", text);
  }

  async function show() {
    const answer = await fetch(place.dataset.document);
    const spec = withoutGuesses(await answer.json());
    new MutationObserver(mend).observe(place, { childList: true, subtree: true });
    window.SwaggerUIBundle({
      domNode: place,
      spec,
      docExpansion: "none",
      defaultModelsExpandDepth: 0,
      deepLinking: false, // its links would stand within buttons
      filter: true,
      validatorUrl: null,
      persistAuthorization: false,
      queryConfigEnabled: false,
      tryItOutEnabled: true,
      syntaxHighlight: { activated: false },
    });
  }

  follow();
  dark.addEventListener("change", follow);
  show().catch(() => {
    place.textContent = "The documentation could not be loaded.";
  });
})();
