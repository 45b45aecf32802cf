import { expect, test } from "vitest";
import { parseSearch, RootSearch, stringifySearch } from "./search.ts";

test("a number in the address bar stays text", () => {
  expect(parseSearch("?q=14")).toEqual({ q: "14" });
});

test("what is set goes to the address bar and back, what is not leaves no trace", () => {
  expect(stringifySearch({ q: "虹桥 1", health: undefined, street: "" })).toBe("?q=%E8%99%B9%E6%A1%A5+1");
  expect(parseSearch(stringifySearch({ q: "虹桥 1&x" }))).toEqual({ q: "虹桥 1&x" });
  expect(stringifySearch({})).toBe("");
});

test("a contract that cannot be one is dropped, not an error page", () => {
  expect(RootSearch.parse({ contract: "Not A Contract" })).toEqual({ contract: undefined });
  expect(RootSearch.parse({ contract: "changning" })).toEqual({ contract: "changning" });
});
