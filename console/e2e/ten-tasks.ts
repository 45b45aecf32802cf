// The ten things a district's administrator does most, as the fixture server has them ready.
import { OrderDetail } from "@kiosk/contract";
import type { Page } from "playwright-core";
import type { Stage } from "./browser.ts";
import { allowedFor } from "./fixture-rules.ts";

/** Signed in as the buyer; one order waits to be accepted and one for an answer to a request for more days. */
export function prepareDesk(stage: Stage): void {
  stage.server.session.signIn("district_admin", { name: "王敏" });
  const { api } = stage.server;
  api.orders = api.orders.map((detail) => {
    const { id } = detail.order;
    if (id === "o-reader") {
      const order = { ...detail.order, state: "awaiting_acceptance" as const };
      return OrderDetail.parse({ ...detail, order, allowed: allowedFor(order) });
    }
    if (id !== "o-old") return detail;
    const decline = {
      type: "extension_declined",
      parties: ["client"],
      needsApproval: false,
      needsEvidence: false,
      needsText: true,
    };
    return OrderDetail.parse({ ...detail, allowed: [...detail.allowed, decline] });
  });
}

export function orderNow(stage: Stage, id: string): OrderDetail {
  const found = stage.server.api.orders.find((o) => o.order.id === id);
  if (found === undefined) throw new Error(`no order ${id}`);
  return found;
}

/** The order that the overview's board names first. */
export async function soonest(page: Page): Promise<string> {
  const id = await page.locator(".due-board > li").first().getAttribute("data-testid");
  return id?.replace("order-row-", "") ?? "";
}
