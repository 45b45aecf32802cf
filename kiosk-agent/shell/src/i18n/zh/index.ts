import { common } from "./common.ts";
import { frame } from "./frame.ts";
import { home } from "./home.ts";

export const zh = { common, frame, home } as const;

type Sentences<T> = { readonly [K in keyof T]: T[K] extends string ? string : Sentences<T[K]> };
/** The shape of all words; every language has every one. */
export type Words = Sentences<typeof zh>;
