import type { Identity } from "@kiosk/contract";
import { expect, test } from "vitest";
import { maskIdentity } from "./identity-mask.ts";

const nobody: Identity = {
  by: "card",
  name: "",
  idNumber: "",
  phone: "",
  sex: "unknown",
  birth: "",
  address: "",
  validTo: "",
};

test.each([
  [
    { name: "张三", idNumber: "310105194912311234" },
    { name: "张*", idNumber: "310105********1234", phone: "" },
  ],
  [{ name: "阿卜杜拉·买买提" }, { name: "阿*", idNumber: "", phone: "" }],
  [{ name: "𠮷田" }, { name: "𠮷*", idNumber: "", phone: "" }],
  [{ phone: "13900139042" }, { name: "", idNumber: "", phone: "139****9042" }],
  // A foreigner's permit and other short numbers
  [{ idNumber: "ABC12345" }, { name: "", idNumber: "A***", phone: "" }],
])("%o", (identity, shown) => {
  expect(maskIdentity({ ...nobody, ...identity })).toEqual({ by: "card", ...shown });
});
