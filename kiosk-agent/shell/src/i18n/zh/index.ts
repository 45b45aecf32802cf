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

export const zh = { common, frame, help, home, keyboard, rating, report, search, session, staff } as const;

type Sentences<T> = { readonly [K in keyof T]: T[K] extends string ? string : Sentences<T[K]> };
/** The shape of all words; every language has every one. */
export type Words = Sentences<typeof zh>;
