const input = { target: "build/openapi.json" };

export default {
  client: { input, output: { target: "build/orval/client.ts", client: "axios-functions", mode: "single" } },
  zod: {
    input,
    output: { target: "build/orval/zod.ts", client: "zod", mode: "single", override: { zod: { generateReusableSchemas: true, dateTimeOptions: { offset: true } } } },
  },
};
