import { FaultListQuery } from "@kiosk/contract";
import { z } from "zod";

const { street, severity, code, deviceClass } = FaultListQuery.shape;

/** The filters of the page, as the address bar has them; a view left out is the one for what is still to be acknowledged. */
export const AlarmsSearch = z.object({
  view: FaultListQuery.shape.view.unwrap().optional().catch(undefined),
  street: street.catch(undefined),
  severity: severity.catch(undefined),
  code: code.catch(undefined),
  deviceClass: deviceClass.catch(undefined),
});
export type AlarmsSearch = z.infer<typeof AlarmsSearch>;

export function isFiltered({ street, severity, code, deviceClass }: AlarmsSearch): boolean {
  return [street, severity, code, deviceClass].some((value) => value !== undefined);
}
