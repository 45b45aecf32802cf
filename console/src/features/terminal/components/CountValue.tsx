import { useTranslation } from "react-i18next";
import { formatCount } from "../../../shared/format/count.ts";
import { formatDuration } from "../../../shared/format/duration.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import type { CountReading } from "../device-tone.ts";

const secondMs = 1000;
const gigabyte = 1e9;

/** A count as an office writes it: a time as a duration, octets in GB. */
export function CountValue({ reading: { value, unit } }: { reading: CountReading }) {
  const { t } = useTranslation();
  const lang = useLang();
  if (unit === "seconds") return <>{formatDuration(value * secondMs, lang)}</>;
  if (unit === "bytes" && value >= gigabyte) return <>{`${(value / gigabyte).toFixed(1)} GB`}</>;
  return (
    <>
      {formatCount(value, lang)} {t(`words.unit.${unit}`)}
    </>
  );
}
