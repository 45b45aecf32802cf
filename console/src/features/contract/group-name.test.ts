import { expect, test } from "vitest";
import { groupName } from "./group-name.ts";

const usual = (group: string) => `usual ${group}`;
const groups = [{ id: "pm", zh: "项目部", en: "Project office", channels: [], people: [] }];

test("a group of the notification file has the name it has there, in either language", () => {
  expect(groupName("pm", { groups }, "zh", usual)).toBe("项目部");
  expect(groupName("pm", { groups }, "en", usual)).toBe("Project office");
});

test("a usual group has its word where no file names it", () => {
  expect(groupName("district", { groups }, "zh", usual)).toBe("usual district");
  expect(groupName("pm", undefined, "zh", usual)).toBe("usual pm");
});

test("an id that nobody explained has no name", () => {
  expect(groupName("领导", { groups }, "zh", usual)).toBeUndefined();
});
