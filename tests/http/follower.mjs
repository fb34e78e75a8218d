// Reads server-sent events as a browser would: what came, the last id, and whether the other side ended it.

import http from "node:http";
import { scaled } from "./pace.mjs";

export class Follower {
  events = []; // {id, data}
  comments = 0;
  lastId = "";
  text = "";
  ended = false;
  #waiting = new Set();
  #rest = "";

  constructor(port, path, { key, lastEventId } = {}) {
    const headers = { accept: "text/event-stream" };
    if (key) headers.authorization = `Bearer ${key}`;
    if (lastEventId) headers["last-event-id"] = lastEventId;
    this.request = http.get({ host: "127.0.0.1", port, path, headers, agent: false });
    this.response = new Promise((resolve, reject) => this.request.on("response", resolve).on("error", reject));
    this.response.then(
      (response) => {
        response.setEncoding("utf8").on("data", (text) => this.#read(text));
        for (const name of ["end", "error", "close"]) response.on(name, () => this.#end());
      },
      () => this.#end(),
    );
  }

  #end() {
    this.ended = true;
    this.#wake();
  }

  #wake() {
    for (const look of this.#waiting) look();
  }

  #read(text) {
    this.text += text;
    this.#rest += text;
    const blocks = this.#rest.split("\n\n");
    this.#rest = blocks.pop();
    for (const block of blocks) this.#take(block);
    this.#wake();
  }

  #take(block) {
    let data = "";
    for (const line of block.split("\n")) {
      if (line.startsWith("id: ")) this.lastId = line.slice(4);
      else if (line.startsWith("data: ")) data += line.slice(6);
      else if (line.startsWith(":")) this.comments += 1;
    }
    if (data) this.events.push({ id: this.lastId, data: JSON.parse(data), at: performance.now() });
  }

  /** Waits until something holds of this; false if it does not within the time, or the stream ends before. */
  until(holds, ms = 10000) {
    return new Promise((done) => {
      const finish = (result) => {
        clearTimeout(timer);
        this.#waiting.delete(look);
        done(result);
      };
      const look = () => {
        if (holds(this)) finish(true);
        else if (this.ended) finish(false);
      };
      const timer = setTimeout(() => finish(false), scaled(ms));
      this.#waiting.add(look);
      look();
    });
  }

  close() {
    this.request.destroy();
  }
}
