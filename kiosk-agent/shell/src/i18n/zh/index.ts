import { common } from "./common.ts";

export const zh = { common } as const;

type Sentences<T> = { readonly [K in keyof T]: T[K] extends string ? string : Sentences<T[K]> };
/** The shape of all words; every language has every one. */
export type Words = Sentences<typeof zh>;
