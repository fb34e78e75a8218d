// The documentation: narrows the list, and sends requests. What is entered as a key stays in this page's memory: it is neither
// stored nor part of any address, and no host but this server is asked for anything.
"use strict";

(() => {
  /** Shows the entries that hold every word, and how many there are. */
  function narrow(form) {
    const field = form.querySelector("input");
    const told = form.querySelector("output");
    const entries = [...document.querySelectorAll("[data-words]")];
    const show = () => {
      const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
      for (const entry of entries) entry.hidden = !words.every((word) => entry.dataset.words.includes(word));
      for (const group of document.querySelectorAll(".docs-group")) group.hidden = !group.querySelector("[data-words]:not([hidden])");
      told.textContent = words.length > 0 ? String(entries.filter((entry) => !entry.hidden).length) : "";
    };
    form.hidden = false;
    form.addEventListener("submit", (event) => event.preventDefault());
    field.addEventListener("input", show);
    show();
  }

  /** The request that the fields describe. */
  function request(form) {
    const url = new URL(form.dataset.path, location.origin);
    const headers = new Headers();
    let path = form.dataset.path;
    for (const { dataset, name, value } of form.querySelectorAll("input[data-in]")) {
      if (value === "") continue;
      if (dataset.in === "path") path = path.replace(`{${name}}`, encodeURIComponent(value));
      else if (dataset.in === "query") url.searchParams.append(name, value);
      else if (dataset.in === "header") headers.set(name, value);
      else headers.set("Authorization", `Bearer ${value}`);
    }
    const body = form.querySelector("textarea");
    if (body) headers.set("Content-Type", body.dataset.type);
    return [path + url.search, { method: form.dataset.method, headers, body: body?.value, cache: "no-store", credentials: "omit" }];
  }

  const element = (name, text) => Object.assign(document.createElement(name), { textContent: text });

  function readable(text, type) {
    if (!/[/+]json/.test(type)) return text;
    try {
      return JSON.stringify(JSON.parse(text), null, 2);
    } catch {
      return text;
    }
  }

  async function send(form, place) {
    const [address, options] = request(form);
    const started = performance.now();
    try {
      const answer = await fetch(address, options);
      const text = await answer.text();
      const body = element("pre", readable(text, answer.headers.get("Content-Type") ?? ""));
      body.tabIndex = 0;
      const headers = element("pre", [...answer.headers].map(([name, value]) => `${name}: ${value}`).join("\n"));
      headers.tabIndex = 0;
      const more = document.createElement("details");
      more.append(element("summary", "Headers"), headers);
      const told = `${answer.status} ${answer.statusText}, ${Math.round(performance.now() - started)} ms: ${options.method} ${address}`;
      place.replaceChildren(element("p", told), more, body);
    } catch {
      place.replaceChildren(element("p", "The server did not answer."));
    }
  }

  for (const form of document.querySelectorAll(".docs-search")) narrow(form);
  for (const section of document.querySelectorAll(".docs-try")) {
    section.hidden = false;
    const form = section.querySelector("form");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      send(form, section.querySelector(".docs-answer"));
    });
  }
  for (const code of document.querySelectorAll(".docs pre code"))
    if (code.textContent.includes("http://localhost:8080")) code.textContent = code.textContent.replaceAll("http://localhost:8080", location.origin);
})();
