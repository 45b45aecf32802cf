// How hot the processor is: thermal zones and hardware monitors of sysfs.
import { join } from "node:path";
import { type HostRoots, namesIn, textOf } from "./host-files.ts";

/** Zones and monitors that are the processor; disks and radios have other limits. */
const processorNames = /cpu|soc|pkg|package|core|k10temp|zenpower|acpitz|ls[37]a|phytium/i;
/** What a sensor says that measures nothing. */
const coldest = -40;
const hottest = 150;

interface Sensor {
  readonly name: string;
  /** undefined: it is there and gives no value */
  readonly celsius: number | undefined;
}

/** The hottest sensor of the processor, else of the board; `none` where there is no sensor, undefined where none answers. */
export async function temperatureFact(roots: HostRoots): Promise<number | "none" | undefined> {
  const found = [await zones(roots), await monitors(roots)];
  const sensors = found.flatMap((some) => some ?? []);
  if (sensors.length === 0) return found.includes(undefined) ? undefined : "none";
  const ofProcessor = sensors.filter(({ name }) => processorNames.test(name));
  const values = (ofProcessor.length > 0 ? ofProcessor : sensors).flatMap(({ celsius }) => celsius ?? []);
  return values.length === 0 ? undefined : Math.max(...values);
}

async function zones({ sys }: HostRoots): Promise<Sensor[] | undefined> {
  const folder = join(sys, "class/thermal");
  const names = await namesIn(folder, /^thermal_zone\d+$/);
  return names && (await Promise.all(names.map((zone) => sensor(join(folder, zone), "type", "temp"))));
}

async function monitors({ sys }: HostRoots): Promise<Sensor[] | undefined> {
  const folder = join(sys, "class/hwmon");
  const chips = await namesIn(folder, /^hwmon\d+$/);
  if (chips === undefined) return undefined;
  const sensors = chips.map(async (chip) => {
    const inputs = (await namesIn(join(folder, chip), /^temp\d+_input$/)) ?? [];
    return Promise.all(inputs.map((input) => sensor(join(folder, chip), "name", input)));
  });
  return (await Promise.all(sensors)).flat();
}

async function sensor(folder: string, nameFile: string, valueFile: string): Promise<Sensor> {
  const name = (await textOf(folder, nameFile)) ?? "";
  const text = (await textOf(folder, valueFile)) ?? "";
  const celsius = /^-?\d+$/.test(text) ? Number(text) / 1000 : undefined; // both in thousandths of a degree
  return { name, celsius: celsius === undefined || celsius < coldest || celsius > hottest ? undefined : celsius };
}
