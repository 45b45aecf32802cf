import type { Receipt } from "@kiosk/contract";
import { useHomeAfter } from "../app/home-after.ts";
import type { PropsOf } from "../app/screen.ts";
import { fill, useWords } from "../i18n/index.ts";
import { BigButton } from "../ui/BigButton.tsx";
import { Notice } from "../ui/Notice.tsx";
import { Page } from "../ui/Page.tsx";
import { QrCode } from "./QrCode.tsx";
import "./report.css";

/** Long enough to take a picture of it with a telephone that is still in the bag. */
const staysMs = 60_000;

/** What somebody takes along: a number to write down and a code to photograph; where their words are now. */
export function ReceiptScreen({ state, screen, prefs, go }: PropsOf<"receipt">) {
  const words = useWords();
  const { report, common } = words;
  const { receipt, of } = screen;
  const home = () => go({ name: "home" });
  const leftSeconds = useHomeAfter(prefs.elder ? 2 * staysMs : staysMs, home);
  const phone = state.point?.phone ?? null;
  return (
    <Page
      title={of === "report" ? report.receiptOfReport : report.receiptOfRating}
      say={sentenceOf(receipt, of, report)}
      onBack={home}
      actions={
        <>
          <p className="report-chosen">{fill(report.goesHome, { n: leftSeconds })}</p>
          <BigButton kind="main" icon="home" onPress={home}>
            {common.home}
          </BigButton>
        </>
      }
    >
      <div className="receipt">
        <figure className="receipt-qr">
          <QrCode text={receipt.qr} label={report.code} />
          <figcaption>{report.scan}</figcaption>
        </figure>
        <div className="receipt-words">
          <p>{report.code}</p>
          <p className="receipt-code" lang="en">
            {receipt.code}
          </p>
          <Notice kind={receipt.queued ? "warning" : "good"}>{receipt.queued ? report.queued : report.sent}</Notice>
          {receipt.masked > 0 && <Notice kind="info">{fill(report.masked, { n: receipt.masked })}</Notice>}
          {of === "report" && <p>{phone === null ? report.followNoPhone : fill(report.follow, { phone })}</p>}
        </div>
      </div>
    </Page>
  );
}

function sentenceOf(
  { queued }: Receipt,
  of: "rating" | "report",
  words: { readonly sayQueued: string; readonly sayReport: string; readonly sayRating: string },
): string {
  if (queued) return words.sayQueued;
  return of === "report" ? words.sayReport : words.sayRating;
}
