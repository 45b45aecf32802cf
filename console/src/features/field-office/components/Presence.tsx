import { QrcodeOutlined } from "@ant-design/icons";
import type { FieldLog } from "@kiosk/contract";
import { useTranslation } from "react-i18next";

const g = "fieldOffice.log" as const;
type PresenceView = NonNullable<FieldLog["entries"][number]["presence"]>;

/** Beyond what a phone and a surveyed address are off together. */
const farM = 500;

/** What proves that somebody was there: the code, or typed by hand, which is weaker; and how far the phone was. */
export function Presence({ presence }: { presence: PresenceView }) {
  const { t } = useTranslation();
  const { evidence, distanceM, accuracyM } = presence;
  const isFar = distanceM !== null && distanceM - (accuracyM ?? 0) > farM;
  return (
    <span>
      <span className={evidence === "code" ? "chip chip-ok" : "chip chip-warn"}>
        {evidence === "code" ? <QrcodeOutlined aria-hidden="true" /> : null} {t(`${g}.proofs.${evidence ?? "none"}`)}
      </span>{" "}
      <span className="small">
        {distanceM === null
          ? t(`${g}.noPosition`)
          : accuracyM === null
            ? t(`${g}.distanceOnly`, { n: distanceM })
            : t(`${g}.distance`, { n: distanceM, accuracy: accuracyM })}
      </span>{" "}
      {isFar ? <span className="chip chip-warn">{t(`${g}.far`)}</span> : null}
    </span>
  );
}
