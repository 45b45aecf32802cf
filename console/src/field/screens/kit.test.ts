import { describe, expect, it } from "vitest";
import { kitOf } from "./kit.ts";

const visit = (state: "planned" | "done", ...taskIds: string[]) => ({
  state,
  tasks: taskIds.map((taskId) => ({ type: "replacement" as const, taskId })),
});
const task = (id: string, item: string, state: "open" | "done" = "open") => ({ id, item, state });

describe("kitOf", () => {
  it("adds up what the stops ahead want, the short ones first", () => {
    const visits = [visit("planned", "t1", "t2"), visit("planned", "t3")];
    const tasks = [task("t1", "ribbon"), task("t2", "toner-black"), task("t3", "toner-black")];
    expect(
      kitOf(visits, tasks, [
        { item: "ribbon", quantity: 4 },
        { item: "toner-black", quantity: 1 },
      ]),
    ).toEqual([
      { item: "toner-black", needed: 2, inVan: 1 },
      { item: "ribbon", needed: 1, inVan: 4 },
    ]);
  });

  it("counts what the van does not know as none", () => {
    expect(kitOf([visit("planned", "t1")], [task("t1", "ribbon")], [])).toEqual([
      { item: "ribbon", needed: 1, inVan: 0 },
    ]);
  });

  it("wants nothing for stops and tasks that are done", () => {
    const tasks = [task("t1", "ribbon"), task("t2", "drum", "done")];
    expect(kitOf([visit("done", "t1"), visit("planned", "t2")], tasks, [])).toEqual([]);
  });
});
