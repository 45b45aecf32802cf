import type { KioskHealth } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import { healthSigns } from "./health-symbol.ts";

export function HealthIcon({ health, size = 14 }: { health: KioskHealth; size?: number }) {
  const sign = healthSigns[health];
  return (
    <svg viewBox="0 0 24 24" width={size} height={size} aria-hidden="true" className="health-icon">
      <path d={sign.outline} fill={sign.colour} stroke={sign.colour} strokeWidth="2" strokeLinejoin="round" />
      {sign.glyph === "" ? null : <path d={sign.glyph} fill="none" stroke="var(--sign-glyph)" strokeWidth="2.6" />}
    </svg>
  );
}

/** Sign and word: the state is never told by colour alone. */
export function HealthMark({ health }: { health: KioskHealth }) {
  const { t } = useTranslation();
  return (
    <span className={`health-mark tone-${health}`}>
      <HealthIcon health={health} />
      {t(`words.health.${health}`)}
    </span>
  );
}
