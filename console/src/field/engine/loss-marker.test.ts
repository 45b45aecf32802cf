import { expect, it } from "vitest";
import { type Held, LossMarker } from "./loss-marker.ts";

const held: Held = { installId: "i", items: 3, photos: 2, at: 5, by: { userId: "u", name: "李强; x=1" } };

function places() {
  const kept = new Map<string, string>();
  const local = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
    removeItem: (key: string) => void kept.delete(key),
  };
  // as document.cookie: what is set comes back without its attributes
  let cookie = "";
  const page = {
    get cookie() {
      return cookie;
    },
    set cookie(line: string) {
      cookie = `other=1; ${line.split("; ")[0]}`;
    },
  };
  return { local, page, kept };
}

it("says what was held, from either place", () => {
  const at = places();
  new LossMarker(at).write(held);
  expect(new LossMarker(at).held()).toEqual(held);
  at.kept.clear();
  expect(new LossMarker(at).held()).toEqual(held);
});

it("knows nothing where nothing readable is left", () => {
  const at = places();
  expect(new LossMarker(at).held()).toBeNull();
  at.local.setItem("kiosk.field.held", '{"installId":');
  at.page.cookie = 'kiosk_field_held=%7B"items"%3A1}';
  expect(new LossMarker(at).held()).toBeNull();
});

it("remembers a loss until it is acknowledged", () => {
  const at = places();
  const marker = new LossMarker(at);
  marker.setLoss(held);
  expect(new LossMarker(at).loss()).toEqual({ items: 3, photos: 2, lastWrittenAt: 5, by: held.by });
  marker.acknowledge();
  expect(marker.loss()).toBeNull();
});

it("writes to the cookie where local storage has no room", () => {
  const at = places();
  at.local.setItem = () => {
    throw new DOMException("full", "QuotaExceededError");
  };
  new LossMarker(at).write(held);
  expect(new LossMarker(at).held()).toEqual(held);
});
