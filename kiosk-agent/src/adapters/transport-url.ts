// What every kind of transport URL has in common: the error that names what is wrong, and the readers of its parts.

/** The URL names no device we can reach. The message says what is wrong and never repeats a community. */
export class TransportUrlError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "TransportUrlError";
  }
}

export function hostOf(url: URL): string {
  if (url.hostname === "") throw new TransportUrlError("the host is missing");
  if (url.pathname !== "" && url.pathname !== "/") {
    throw new TransportUrlError(`nothing may follow the host but parameters: "${url.pathname}"`);
  }
  return url.hostname.replace(/^\[(.*)\]$/, "$1");
}

export function portOf(url: URL): number {
  const port = Number(url.port);
  if (port === 0) throw new TransportUrlError("port 0 is no port");
  return port;
}

export function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw new TransportUrlError(`the path has a broken % sequence: "${path}"`);
  }
}

/** The parameters by name. @throws TransportUrlError for one that is not `known`, or given twice */
export function readQuery(url: URL, known: readonly string[]): ReadonlyMap<string, string> {
  const query = new Map<string, string>();
  for (const [name, value] of url.searchParams) {
    if (!known.includes(name)) {
      const expected = known.length === 0 ? "none is known here" : `known are ${known.join(", ")}`;
      throw new TransportUrlError(`unknown parameter "${name}": ${expected}`);
    }
    if (query.has(name)) throw new TransportUrlError(`parameter "${name}" is given twice`);
    query.set(name, value);
  }
  return query;
}

export function numberIn(query: ReadonlyMap<string, string>, name: string, fallback: number, min: number, max: number) {
  const text = query.get(name);
  if (text === undefined) return fallback;
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= min && value <= max)) {
    throw new TransportUrlError(`${name}="${text}" is not a whole number from ${min} to ${max}`);
  }
  return value;
}

export function oneOf<T>(
  query: ReadonlyMap<string, string>,
  name: string,
  choices: Readonly<Record<string, T>>,
  fallback: NoInfer<T>,
): T {
  const text = query.get(name);
  if (text === undefined) return fallback;
  const value = Object.hasOwn(choices, text) ? choices[text] : undefined;
  if (value === undefined) {
    throw new TransportUrlError(`${name}="${text}" is not one of ${Object.keys(choices).join(", ")}`);
  }
  return value;
}
