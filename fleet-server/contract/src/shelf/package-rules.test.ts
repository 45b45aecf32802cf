import { expect, test } from "vitest";
import { PackageIndex } from "./manifest.ts";
import { bannerFlaws, indexFlaws } from "./package-rules.ts";

const file = (path: string, bytes = 1) => ({ path, sha256: "00".repeat(32), bytes });
const said = { zh: "字", en: "words" };
const owner = { organisation: "示例中心", contact: "021-00000000" };

const app = (files: object[], page = "index.html") =>
  PackageIndex.parse({
    v: 1,
    manifest: {
      v: 1,
      kind: "app",
      id: "guide",
      version: "1.0.0",
      name: said,
      summary: said,
      keywords: [],
      category: "guide",
      icon: "guide",
      start: { kind: "bundle", page },
      requires: [],
      optional: [],
      permissions: [],
      owner,
    },
    files,
  });

const colours = {
  page: "#ffffff",
  onPage: "#000000",
  muted: "#333333",
  surface: "#ffffff",
  onSurface: "#000000",
  primary: "#000000",
  onPrimary: "#ffffff",
  accent: "#000000",
  onAccent: "#ffffff",
  danger: "#000000",
  onDanger: "#ffffff",
  warning: "#ffffff",
  onWarning: "#000000",
  line: "#000000",
};

const theme = (changes: object = {}, files: object[] = [file("head.svg")]) =>
  PackageIndex.parse({
    v: 1,
    manifest: {
      v: 1,
      kind: "theme",
      id: "lotus",
      version: "1.0.0",
      name: said,
      title: said,
      motif: "lotus",
      banner: "head.svg",
      cornerPx: 8,
      layout: "tiles",
      colours,
      highContrast: colours,
      owner,
      ...changes,
    },
    files,
  });

const fields = (index: PackageIndex) => indexFlaws(index).map((flaw) => flaw.field);

test("a package that keeps to the rules has no flaw", () => {
  expect(indexFlaws(app([file("index.html"), file("app.js")]))).toEqual([]);
  expect(indexFlaws(theme())).toEqual([]);
  expect(indexFlaws(theme({ banner: null }, []))).toEqual([]);
});

test("a start page that is not there, a path twice and too much in all are named", () => {
  expect(fields(app([file("other.html")]))).toEqual(["start.page"]);
  expect(fields(app([file("index.html"), file("a.js"), file("a.js")]))).toEqual(["a.js"]);
  const six = Array.from({ length: 6 }, (_, i) => file(`p${i}.bin`, 4_000_000));
  expect(fields(app([file("index.html"), ...six]))).toEqual(["files"]);
});

test("a style is refused for a banner that is not there and for text that cannot be read", () => {
  expect(fields(theme({}, []))).toEqual(["banner"]);
  expect(fields(theme({ banner: "head.png" }, [file("head.png")]))).toEqual(["banner"]);
  expect(fields(theme({ highContrast: { ...colours, onDanger: "#222222" } }))).toEqual(["highContrast.onDanger"]);
});

test.each([
  ['<svg xmlns="http://www.w3.org/2000/svg"><defs><g id="a"/></defs><use href="#a" fill="url(#g)"/></svg>'],
  ['<svg xmlns="http://www.w3.org/2000/svg"><image href="data:image/png;base64,AAAA"/></svg>'],
])("a drawing that keeps to itself is taken: %s", (svg) => {
  expect(bannerFlaws("head.svg", svg)).toEqual([]);
});

test.each([
  ["<html/>"],
  ["<svg><script>1</script></svg>"],
  ["<svg><svg:script>1</svg:script></svg>"],
  ['<svg onload="x()"/>'],
  ['<svg><rect/onclick="x()"/></svg>'],
  ["<svg><foreignObject/></svg>"],
  ['<svg><set attributeName="href"/></svg>'],
  ['<svg><image href="https://example.org/a.png"/></svg>'],
  ["<svg><image xlink:href='//example.org/a.png'/></svg>"],
  ['<svg><a href="javascript:x()"/></svg>'],
  ['<svg><image href="data:image/svg+xml;base64,AAAA"/></svg>'],
  ["<svg><style>@import url(http://example.org/a.css)</style></svg>"],
  ["<svg><style>@import 'a.css';</style></svg>"],
  ["<svg><rect style=\"fill:url('http://example.org/x#y')\"/></svg>"],
  ['<!DOCTYPE svg [<!ENTITY a "b">]><svg/>'],
])("a drawing that runs something or points outside is refused: %s", (svg) => {
  expect(bannerFlaws("head.svg", svg).length).toBeGreaterThan(0);
});
