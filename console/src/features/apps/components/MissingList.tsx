import type { MissingCapability } from "@kiosk/contract";
import { useTranslation } from "react-i18next";

/** A consumable has a name here, a fault its code in the register. */
function Detail({ ground, detail }: { ground: MissingCapability["ground"]; detail: string }) {
  const { t } = useTranslation();
  if (ground === "consumable") return <> ({t(`words.consumable.${detail}`, { defaultValue: detail })})</>;
  return <code>{detail}</code>;
}

/** What a service lacks on a terminal, as the terminal said it. */
export function MissingList({ missing }: { missing: readonly MissingCapability[] }) {
  const { t } = useTranslation();
  if (missing.length === 0) return null;
  return (
    <span className="apps-missing muted">
      {missing.map(({ capability, ground, detail }) => (
        <span key={capability}>
          {t("apps.missing", { what: t(`apps.capability.${capability}`), why: t(`apps.ground.${ground}`) })}
          {detail === "" ? null : <Detail ground={ground} detail={detail} />}
        </span>
      ))}
    </span>
  );
}
