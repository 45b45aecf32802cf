/** The address of a device by its path. udev leaves `#` and the like in the names of its links. */
export function pathUrl(scheme: "serial" | "camera" | "wedge", path: string): string {
  const steps = path.split("/").map((step) => encodeURIComponent(step).replaceAll("%3A", ":"));
  return `${scheme}://${steps.join("/")}`;
}
