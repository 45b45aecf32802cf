import type { PhotoRef } from "@kiosk/contract";
import { useTranslation } from "react-i18next";

/** A picture, or that it is still on the phone. */
export function PhotoLink({ photo, n }: { photo: PhotoRef; n: number }) {
  const { t } = useTranslation();
  if (photo.digest === null) return <span className="chip chip-dashed">{t("inspections.photoOnPhone", { n })}</span>;
  return (
    <a href={`/api/v1/evidence/${photo.digest}`} target="_blank" rel="noreferrer">
      {t("inspections.photo", { n })}
    </a>
  );
}
