import { expect, test } from "vitest";
import { ApiError } from "./api-error.ts";
import { sortIssues } from "./sort-issues.ts";

const refusal = (...issues: { path: string; message: string }[]) =>
  new ApiError("/api/v1/kiosks", {
    name: "problem",
    status: 400,
    problem: { code: "request.invalid", zh: "请求内容有误", en: "The request is not valid", issues },
  });

test("an issue goes to the field that its path begins with, the first one counts", () => {
  const error = refusal({ path: "macs.1", message: "second" }, { path: "macs.3", message: "fourth" });
  expect(sortIssues(error, ["name", "macs"])).toEqual({ at: { macs: "second" }, rest: [] });
});

test("an issue of no field, and one of the whole, stay above the form", () => {
  const error = refusal({ path: "", message: "cn-014" }, { path: "colour", message: "unknown" });
  expect(sortIssues(error, ["name"])).toEqual({
    at: {},
    rest: [
      { path: "", message: "cn-014" },
      { path: "colour", message: "unknown" },
    ],
  });
});

test("a failure that is no refusal names no field", () => {
  expect(sortIssues(new ApiError("/x", { name: "network" }), ["name"])).toEqual({ at: {}, rest: [] });
  expect(sortIssues(null, ["name"])).toEqual({ at: {}, rest: [] });
});
