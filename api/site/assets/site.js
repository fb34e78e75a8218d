// Suggestions under the search fields, after the combobox pattern of the ARIA Authoring Practices. Without this script the
// fields lead to the search all the same.
"use strict";

// On paper everything is open, except pictures that nobody has opened.
(() => {
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open]):not(.fold)")];
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
  });
})();

(() => {
  const PAUSE_MS = 150;
  const SHORTEST = 2;
  const MOST = 8;
  const PAGES = {
    bodies: "/bodies/",
    agreements: "/agreements/",
    meetings: "/meetings/",
    agenda: "/meetings/",
    minutes: "/meetings/",
    organisations: "/organisations/",
    persons: "/persons/",
    offices: "/offices/",
    areas: "/areas/",
  };
  const language = document.documentElement.lang;
  const chosen = new URLSearchParams(location.search).get("lang");

  function addressOf({ type, resource, body }) {
    let path;
    if (PAGES[type]) path = PAGES[type] + encodeURIComponent(resource);
    else if (type === "actions") path = PAGES.meetings + encodeURIComponent(resource.replace(/-a\d+$/, ""));
    else if (body) path = PAGES.bodies + encodeURIComponent(body);
    return path && (chosen ? `${path}?lang=${encodeURIComponent(chosen)}` : path);
  }

  function titleOf({ title }) {
    return title[language] ?? title.nb ?? title.nn ?? title.en ?? Object.values(title)[0];
  }

  class Suggestions {
    #timer;
    #asking;
    #items = [];
    #at = -1;

    constructor(form) {
      this.form = form;
      this.input = form.querySelector("input[type=search]");
      this.list = document.createElement("ul");
      this.list.id = `${this.input.id}-suggestions`;
      this.list.className = "suggestions";
      this.list.hidden = true;
      this.list.setAttribute("role", "listbox");
      this.list.setAttribute("aria-label", form.dataset.suggestions);
      this.told = document.createElement("div");
      this.told.className = "unseen";
      this.told.setAttribute("role", "status");
      this.input.parentElement.append(this.list, this.told);
      for (const [name, value] of [
        ["role", "combobox"],
        ["aria-autocomplete", "list"],
        ["aria-controls", this.list.id],
        ["aria-expanded", "false"],
      ])
        this.input.setAttribute(name, value);
      this.input.addEventListener("input", () => this.#wait());
      this.input.addEventListener("keydown", (event) => this.#onKey(event));
      this.input.addEventListener("blur", () => this.#hide());
      this.list.addEventListener("mousedown", (event) => event.preventDefault());
      this.list.addEventListener("click", (event) => this.#follow(this.#indexOf(event.target)));
    }

    #indexOf(element) {
      return [...this.list.children].indexOf(element.closest("li"));
    }

    #wait() {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#ask(), PAUSE_MS);
    }

    async #ask() {
      const words = this.input.value.trim();
      this.#asking?.abort();
      if (words.length < SHORTEST) return this.#hide();
      this.#asking = new AbortController();
      const query = new URLSearchParams({ q: words, prefix: "true", limit: String(MOST) });
      try {
        const answer = await fetch(`/v1/search?${query}`, { signal: this.#asking.signal, headers: { accept: "application/json" } });
        if (answer.ok) this.#show((await answer.json()).items);
      } catch (error) {
        if (error.name !== "AbortError") this.#hide();
      }
    }

    #show(items) {
      if (document.activeElement !== this.input) return;
      this.#items = items.filter((item) => addressOf(item));
      this.list.replaceChildren(...this.#items.map((item, index) => this.#option(item, index)));
      this.#choose(-1);
      const some = this.#items.length > 0;
      this.list.hidden = !some;
      this.input.setAttribute("aria-expanded", String(some));
      this.told.textContent = this.form.dataset.suggested.replace("{n}", String(this.#items.length));
    }

    #option(item, index) {
      const option = document.createElement("li");
      option.id = `${this.list.id}-${index}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      const title = document.createElement("span");
      title.textContent = titleOf(item);
      option.append(title);
      if (item.date) {
        const date = document.createElement("span");
        date.className = "quiet";
        date.textContent = item.date;
        option.append(date);
      }
      return option;
    }

    #choose(index) {
      this.#at = index;
      [...this.list.children].forEach((option, place) => option.setAttribute("aria-selected", String(place === index)));
      const option = this.list.children[index];
      if (option) {
        this.input.setAttribute("aria-activedescendant", option.id);
        option.scrollIntoView({ block: "nearest" });
      } else this.input.removeAttribute("aria-activedescendant");
    }

    #hide() {
      clearTimeout(this.#timer);
      this.#asking?.abort();
      this.list.hidden = true;
      this.input.setAttribute("aria-expanded", "false");
      this.told.textContent = "";
      this.#choose(-1);
    }

    #follow(index) {
      const item = this.#items[index];
      if (item) location.assign(addressOf(item));
    }

    #onKey(event) {
      const count = this.list.hidden ? 0 : this.#items.length;
      if (event.key === "Escape" && count) this.#hide();
      else if (event.key === "ArrowDown" && count) this.#choose(this.#at + 1 < count ? this.#at + 1 : -1);
      else if (event.key === "ArrowUp" && count) this.#choose(this.#at < 0 ? count - 1 : this.#at - 1);
      else if (event.key === "Enter" && count && this.#at >= 0) this.#follow(this.#at);
      else return;
      event.preventDefault();
    }
  }

  for (const form of document.querySelectorAll("form.search")) new Suggestions(form);
})();
