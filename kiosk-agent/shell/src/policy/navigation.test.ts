import { expect, test } from "vitest";
import { type AllowedPlaces, isShelfOrigin, judgeNavigation, schemeOf } from "./navigation.ts";

const places: AllowedPlaces = {
  pages: "http://127.0.0.1:8090",
  apps: "http://127.0.0.1:8091",
  shelf: ["https://zwdt.example.gov.cn", "https://10.1.2.3:8443"],
};

const table: readonly [address: string, top: string, frame: string][] = [
  ["http://127.0.0.1:8090/", "yes", "not-on-the-shelf"],
  ["http://127.0.0.1:8090/?a=1#b", "yes", "not-on-the-shelf"],
  ["http://127.0.0.1:8091/app/guide/index.html", "not-the-pages", "yes"],
  ["https://zwdt.example.gov.cn/a?b", "not-the-pages", "yes"],
  ["https://10.1.2.3:8443/", "not-the-pages", "yes"],
  ["http://zwdt.example.gov.cn/", "not-the-pages", "not-on-the-shelf"],
  ["https://zwdt.example.gov.cn:444/", "not-the-pages", "not-on-the-shelf"],
  ["https://zwdt.example.gov.cn.evil.example/", "not-the-pages", "not-on-the-shelf"],
  ["https://evil.example/?u=https://zwdt.example.gov.cn", "not-the-pages", "not-on-the-shelf"],
  ["http://localhost:8090/", "not-the-pages", "not-on-the-shelf"],
  ["http://127.0.0.1:8092/", "not-the-pages", "not-on-the-shelf"],
  ["https://127.0.0.1:8090/", "not-the-pages", "not-on-the-shelf"],
  ["http://user:word@127.0.0.1:8090/", "credentials", "credentials"],
  ["https://x@zwdt.example.gov.cn/", "credentials", "credentials"],
  ["file:///etc/passwd", "scheme", "scheme"],
  ["FILE:///etc/passwd", "scheme", "scheme"],
  ["javascript:alert(1)", "scheme", "scheme"],
  [" java\nscript:alert(1)", "scheme", "scheme"],
  ["blob:http://127.0.0.1:8090/4f", "scheme", "scheme"],
  ["data:text/html,<h1>x", "scheme", "scheme"],
  ["about:blank", "scheme", "scheme"],
  ["about:srcdoc", "scheme", "scheme"],
  ["view-source:http://127.0.0.1:8090/", "scheme", "scheme"],
  ["filesystem:http://127.0.0.1:8090/temporary/x", "scheme", "scheme"],
  ["chrome://settings", "scheme", "scheme"],
  ["devtools://devtools/bundled/inspector.html", "scheme", "scheme"],
  ["chrome-extension://abc/x.html", "scheme", "scheme"],
  ["ftp://127.0.0.1/", "scheme", "scheme"],
  ["ws://127.0.0.1:8090/", "scheme", "scheme"],
  ["mailto:a@b.cn", "scheme", "scheme"],
  ["alipays://platformapi", "scheme", "scheme"],
  ["//evil.example", "not-an-address", "not-an-address"],
  ["/home", "not-an-address", "not-an-address"],
  ["", "not-an-address", "not-an-address"],
];

test.each(table)("%j: top %s, frame %s", (address, top, frame) => {
  const said = (isTop: boolean) => {
    const verdict = judgeNavigation(address, isTop, places);
    return verdict.allowed ? "yes" : verdict.why;
  };
  expect([said(true), said(false)]).toEqual([top, frame]);
});

test("plain http on the shelf's list is refused all the same", () => {
  const loose = { ...places, shelf: ["http://intranet.example"] };
  expect(judgeNavigation("http://intranet.example/", false, loose)).toEqual({
    allowed: false,
    why: "not-on-the-shelf",
  });
});

test.each([
  ["https://a.example", true],
  ["https://a.example:8443", true],
  ["https://a.example/", false],
  ["https://a.example/path", false],
  ["http://a.example", false],
  ["https://*.example", false],
  ["*", false],
])("origin of a shelf %j: %s", (text, is) => {
  expect(isShelfOrigin(text)).toBe(is);
});

test("of a refused address only its scheme is told", () => {
  expect(schemeOf("file:///home/310105194912310024")).toBe("file:");
  expect(schemeOf("nothing")).toBe("none");
});
