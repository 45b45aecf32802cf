import type { Words } from "../zh/index.ts";
import { common } from "./common.ts";
import { frame } from "./frame.ts";
import { home } from "./home.ts";

export const en: Words = { common, frame, home };
