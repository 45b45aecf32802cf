import type { Words } from "../zh/index.ts";
import { common } from "./common.ts";
import { frame } from "./frame.ts";
import { help } from "./help.ts";
import { home } from "./home.ts";
import { keyboard } from "./keyboard.ts";
import { rating } from "./rating.ts";
import { report } from "./report.ts";
import { search } from "./search.ts";
import { session } from "./session.ts";
import { staff } from "./staff.ts";

export const en: Words = { common, frame, help, home, keyboard, rating, report, search, session, staff };
