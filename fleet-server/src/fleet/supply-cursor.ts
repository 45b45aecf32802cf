// Where the next page of a list by time begins: an instant and an id.

export function cursorOf(at: number, id: string): string {
  return `${at}.${id}`;
}

/** `bad`: no list gave it */
export function markOf(cursor: string | undefined): { readonly at: number; readonly id: string } | undefined | "bad" {
  if (cursor === undefined) return undefined;
  const [, at, id] = /^(\d{1,16})\.(.+)$/.exec(cursor) ?? [];
  return at === undefined || id === undefined ? "bad" : { at: Number(at), id };
}
