import manifest from "../package.json" with { type: "json" };

/** What a birth message tells the server about the program. */
export const agentVersion: string = manifest.version;
