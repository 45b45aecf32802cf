import { useTranslation } from "react-i18next";
import { hexDump } from "../format/hex.ts";
import { phoneQuery, useMedia } from "./use-media.ts";

/** A dump of 16 bytes a line, 8 on a phone, so that nothing has to scroll sideways. */
export function HexTable({ hex }: { hex: string }) {
  const { t } = useTranslation();
  const phone = useMedia(phoneQuery);
  return (
    <table className="hex">
      <thead>
        <tr>
          <th scope="col">{t("quarantine.detail.column.offset")}</th>
          <th scope="col">{t("quarantine.detail.column.hex")}</th>
          <th scope="col">{t("quarantine.detail.column.text")}</th>
        </tr>
      </thead>
      <tbody>
        {hexDump(hex, phone ? 8 : 16).map((line) => (
          <tr key={line.offset}>
            <td className="hex-offset">{line.offset}</td>
            <td>{line.hex}</td>
            <td>{line.text}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
