import type { Words } from "../zh/index.ts";
import { common } from "./common.ts";

export const en: Words = { common };
