// Memory, uptime and load from /proc.
import { type HostRoots, textOf } from "./host-files.ts";

export async function memoryFacts({ proc }: HostRoots): Promise<Map<string, number>> {
  const text = (await textOf(proc, "meminfo")) ?? "";
  const facts = new Map<string, number>();
  const bytes = (name: string) => {
    const kilobytes = new RegExp(`^${name}:\\s+(\\d+) kB$`, "m").exec(text)?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  };
  const available = bytes("MemAvailable");
  const total = bytes("MemTotal");
  if (available !== undefined) facts.set("memoryAvailableBytes", available);
  if (total !== undefined) facts.set("memoryTotalBytes", total);
  return facts;
}

export async function loadFacts({ proc }: HostRoots): Promise<Map<string, number>> {
  const facts = new Map<string, number>();
  const uptime = /^(\d+)\.\d+ /.exec((await textOf(proc, "uptime")) ?? "")?.[1];
  if (uptime !== undefined) facts.set("uptimeSeconds", Number(uptime));
  const average = /^(\d+\.\d+) /.exec((await textOf(proc, "loadavg")) ?? "")?.[1];
  if (average !== undefined) facts.set("loadAverage", Number(average));
  const processors = ((await textOf(proc, "stat")) ?? "").match(/^cpu\d+ /gm)?.length;
  if (processors !== undefined) facts.set("processors", processors);
  return facts;
}
