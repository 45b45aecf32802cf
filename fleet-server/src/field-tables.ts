// What is stored of the field: part of upkeep-tables.ts.
import type {
  FieldItemRow,
  FieldOutcome,
  FieldPhoto,
  SitePresence,
  StoredProposal,
} from "./domain/field/field-item.ts";

export interface FieldTables {
  fieldItem: FieldItemRow;
  fieldOutcome: FieldOutcome;
  fieldPhoto: FieldPhoto;
  sitePresence: SitePresence;
  positionProposal: StoredProposal;
}
type FieldTableName = keyof FieldTables;

export const fieldKeys: { readonly [T in FieldTableName]: readonly (keyof FieldTables[T])[] } = {
  fieldItem: ["key"],
  fieldOutcome: ["key"],
  fieldPhoto: ["photoId"],
  sitePresence: ["id"],
  positionProposal: ["id"],
};

export const fieldTableNames: readonly FieldTableName[] = [
  "fieldItem",
  "fieldOutcome",
  "fieldPhoto",
  "sitePresence",
  "positionProposal",
];

export const fieldAppendOnly: readonly FieldTableName[] = ["fieldItem"];
