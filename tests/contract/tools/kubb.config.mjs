import { pluginOas } from "@kubb/plugin-oas";
import { pluginTs } from "@kubb/plugin-ts";
import { pluginZod } from "@kubb/plugin-zod";

export default {
  root: ".",
  input: { path: "build/openapi.json" },
  output: { path: "./build/kubb", clean: true, format: false, lint: false },
  plugins: [pluginOas({ generators: [] }), pluginTs({ output: { path: "types.ts" } }), pluginZod({ output: { path: "zod.ts" } })],
};
