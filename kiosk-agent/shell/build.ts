// Builds what a terminal shows: the pages into dist, the style of a terminal that never received a shelf beside them as
// theme.json, the words of the pinyin keyboard, and the service apps into dist-apps, each under plain names, because the index of its package names every file.
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ThemeManifest } from "@kiosk/contract";
import { build } from "vite";
import { buildApps, builtApps } from "./apps/index.ts";
import { buildDictionary } from "./ime/build-dictionary.ts";

const root = fileURLToPath(new URL(".", import.meta.url));
const defaultTheme = "suzhou-creek";

// The last thing a build writes is its mark: one that was cut off has none.
await rm(builtApps, { recursive: true, force: true });
await build({ root, configFile: join(root, "vite.config.ts") });
const theme = await readFile(join(root, "themes", `${defaultTheme}.json`), "utf8");
ThemeManifest.parse(JSON.parse(theme));
await writeFile(join(root, "dist", "theme.json"), theme);
await buildDictionary(join(root, "dist"));
await buildApps(builtApps);
await writeFile(join(builtApps, "built"), "");
