// The border: what came over the network is checked here once, by hand, since the contract's schemas would bring zod onto the
// phone. Only what the phone goes by is looked at.
import type { FieldAnswer, FieldBundle, Me, PhotoUpload, Problem } from "@kiosk/contract";

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const isText = (value: unknown): value is string => typeof value === "string";
const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);
const allOf = (value: unknown, check: (entry: Readonly<Record<string, unknown>>) => boolean) =>
  Array.isArray(value) && value.every((entry) => isObject(entry) && check(entry));

export function isProblem(value: unknown): value is Problem {
  return isObject(value) && isText(value.code) && isText(value.zh) && isText(value.en);
}

export function isMe(value: unknown): value is Me {
  if (!isObject(value) || !isText(value.name) || !isText(value.stage)) return false;
  if (value.userId !== null && !isText(value.userId)) return false;
  return allOf(value.can, ({ right }) => isText(right));
}

export function isBundle(value: unknown): value is FieldBundle {
  if (!isObject(value) || !isNumber(value.at) || !isText(value.etag) || !isText(value.date)) return false;
  if (!isText(value.tagKey) || !isObject(value.user) || !isText(value.user.userId)) return false;
  const isNamed = ({ id, name }: Readonly<Record<string, unknown>>) => isText(id) && isText(name);
  const hasId = ({ id }: Readonly<Record<string, unknown>>) => isText(id);
  return (
    allOf(value.kiosks, isNamed) &&
    allOf(value.visits, (visit) => hasId(visit) && isText(visit.date) && isText(visit.kioskId)) &&
    allOf(value.checklists, (list) => hasId(list) && Array.isArray(list.items)) &&
    [value.orders, value.tasks, value.inspections].every((list) => allOf(list, hasId)) &&
    allOf(value.van, ({ item, quantity }) => isText(item) && isNumber(quantity))
  );
}

const states: readonly unknown[] = ["stored", "applied", "attention", "refused"];

export function isFieldAnswer(value: unknown): value is FieldAnswer {
  if (!isObject(value) || !isNumber(value.at) || !isNumber(value.skewMs)) return false;
  return allOf(
    value.items,
    ({ id, state, zh, en }) => isText(id) && states.includes(state) && isText(zh) && isText(en),
  );
}

export function isPhotoUpload(value: unknown): value is PhotoUpload {
  if (!isObject(value) || !isText(value.photoId) || !isNumber(value.receivedBytes)) return false;
  return isNumber(value.totalBytes) && (value.digest === null || isText(value.digest));
}
