// Boxes of one batch have MACs in a row and stand at different sites: whoever reads a label there must be told.
import { ExclamationCircleOutlined } from "@ant-design/icons";
import type { KioskRow } from "@kiosk/contract";
import { Trans, useTranslation } from "react-i18next";
import { Verbatim } from "../ui/Verbatim.tsx";

interface NeighbourNoteProps {
  neighbours: KioskRow["neighbourMacs"];
  /** terminals whose names are known here */
  known: readonly Pick<KioskRow, "id" | "seq" | "name">[];
}

export function NeighbourNote({ neighbours, known }: NeighbourNoteProps) {
  const { t } = useTranslation();
  if (neighbours.length === 0) return null;
  return (
    <ul className="neighbours">
      {neighbours.map(({ kioskId, mac, distance }) => {
        const other = known.find((k) => k.id === kioskId);
        return (
          <li key={`${kioskId}-${mac}`} data-testid={`neighbour-${kioskId}`}>
            <ExclamationCircleOutlined aria-hidden="true" />{" "}
            {other === undefined ? (
              t("terminals.neighbourUnknown", { id: kioskId, distance })
            ) : (
              <Trans
                i18nKey="terminals.neighbourWith"
                values={{ seq: other.seq, name: other.name, distance }}
                components={{ name: <Verbatim>{other.name}</Verbatim> }}
              />
            )}{" "}
            <code>{mac}</code>
          </li>
        );
      })}
    </ul>
  );
}
