import { describe, expect, it } from "vitest";
import { amapLink } from "./amap-link.ts";

const library = { name: "长宁 图书馆", lon: 121.397451, lat: 31.2106451 };
const android = "Mozilla/5.0 (Linux; Android 14; V2324A) AppleWebKit/537.36";
const iphone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)";

describe("amapLink", () => {
  it("opens a route by car on Android and HarmonyOS", () => {
    expect(amapLink(library, android).startsWith("amapuri://route/plan/?")).toBe(true);
    expect(amapLink(library, android)).toContain("&t=0");
  });

  it("uses the scheme of iOS on an iPhone", () => {
    expect(amapLink(library, iphone).startsWith("iosamap://path?")).toBe(true);
  });

  it("says that the coordinates are WGS-84 and are to be converted", () => {
    const query = new URLSearchParams(amapLink(library, android).split("?")[1]);
    expect(query.get("dev")).toBe("1");
    expect(query.get("dlat")).toBe("31.210645");
    expect(query.get("dlon")).toBe("121.397451");
  });

  it("keeps the name as it is written, without plus signs", () => {
    const link = amapLink(library, android);
    expect(link).not.toContain("+");
    expect(new URLSearchParams(link.split("?")[1]).get("dname")).toBe("长宁 图书馆");
  });
});
