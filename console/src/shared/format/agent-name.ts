// A browser's own description, as short as a person would say it: `Chrome 126 · Windows`.
const browsers: readonly (readonly [RegExp, string])[] = [
  [/MicroMessenger\/(\d+)/, "WeChat"],
  [/Edg(?:A|iOS)?\/(\d+)/, "Edge"],
  [/QQBrowser\/(\d+)/, "QQBrowser"],
  [/Firefox\/(\d+)/, "Firefox"],
  [/Chrome\/(\d+)/, "Chrome"],
  [/Version\/(\d+).*Safari\//, "Safari"],
];
const systems: readonly (readonly [RegExp, string])[] = [
  [/Android/, "Android"],
  [/iPhone|iPad/, "iOS"],
  [/Windows/, "Windows"],
  [/Mac OS X/, "macOS"],
  [/Linux/, "Linux"],
];

/** The text itself where it is none of a known browser. */
export function agentName(agent: string): string {
  const system = systems.find(([mark]) => mark.test(agent))?.[1];
  for (const [mark, name] of browsers) {
    const version = mark.exec(agent)?.[1];
    if (version !== undefined) return system === undefined ? `${name} ${version}` : `${name} ${version} · ${system}`;
  }
  return agent;
}
