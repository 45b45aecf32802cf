// What lies in the phone's database.
import type { FieldItem } from "@kiosk/contract";
import type { Person, PhotoWhat } from "./engine.ts";

/** How far the server has come with it, as its answers said. `stored`: it waits for photos there. */
export type ItemStand =
  | { readonly name: "waiting" }
  | { readonly name: "stored" | "applied"; readonly at: number }
  | {
      readonly name: "attention" | "refused";
      readonly at: number;
      readonly code: string;
      readonly zh: string;
      readonly en: string;
    };

/** The database adds `seq`, its key: the order in which they were made, over all tabs. */
export interface ItemRecord {
  readonly id: string;
  readonly by: Person;
  /** its times are the phone's clock of then */
  readonly item: FieldItem;
  /** the server's time of then, where it was checked */
  readonly correctedAt: number | null;
  /** FieldBundle.at of what it was made with; null: nothing was loaded */
  readonly bundleAt: number | null;
  /** the installation it was made on: another phone's where it came by an export file */
  readonly installId: string;
  /** it went out once, maybe heard: from then on it stays as it is, to the letter */
  readonly offered?: true;
  readonly stand: ItemStand;
}

export type PhotoStand =
  | { readonly name: "waiting" }
  | { readonly name: "whole"; readonly at: number; readonly digest: string }
  | { readonly name: "refused"; readonly at: number; readonly code: string; readonly zh: string; readonly en: string };

export interface PhotoRecord {
  readonly photoId: string;
  readonly by: Person;
  readonly what: PhotoWhat;
  readonly kioskId: string;
  readonly visitId: string | null;
  readonly mediaType: "image/jpeg" | "image/png";
  readonly bytes: number;
  readonly sha256: string;
  readonly madeAt: number;
  readonly stand: PhotoStand;
}

/** The picture itself, apart, so that a list of photos does not read all of them. */
export interface PictureRecord {
  readonly photoId: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}
