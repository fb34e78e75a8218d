const input = { target: "build/openapi.json" };

export default {
  client: { input, output: { target: "build/orval/client.ts", client: "axios-functions", mode: "single" } },
  // one form of each body and answer: of several the client would have to choose by itself
  fetch: {
    input,
    output: {
      target: "build/orval/fetch.ts", client: "fetch", mode: "single",
      override: { contentType: { include: ["application/json", "application/problem+json"] }, mutator: { path: "fetcher.ts", name: "fetcher" } },
    },
  },
  zod: {
    input,
    output: { target: "build/orval/zod.ts", client: "zod", mode: "single", override: { zod: { generateReusableSchemas: true, dateTimeOptions: { offset: true } } } },
  },
};
