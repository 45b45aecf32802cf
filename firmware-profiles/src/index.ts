export * from "./reading.ts";
export * from "./vocabulary.ts";
