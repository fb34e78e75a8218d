export default {
  input: "./build/openapi.json",
  output: "build/hey",
  plugins: ["@hey-api/typescript", "@hey-api/sdk", "@hey-api/client-fetch", "zod"],
};
