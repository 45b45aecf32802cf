import manifest from "../package.json" with { type: "json" };

/** Shown in the health answer. */
export const version: string = manifest.version;
