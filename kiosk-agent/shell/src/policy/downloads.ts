// Nothing is ever kept as a file: what a citizen takes along is paper.

export interface DownloadQuestion {
  readonly mimeType: string;
  /** octets; 0: not said */
  readonly size: number;
}

/** What is told of it: neither the address nor the name, both can hold a person's. `image/png 12 kB`. */
export function downloadTold(question: DownloadQuestion): string {
  const mime = /^[a-z]+\/[a-z0-9.+-]{1,60}$/i.test(question.mimeType) ? question.mimeType : "unknown type";
  return `${mime} ${Math.ceil(question.size / 1000)} kB`;
}

/** The answer to every download, from every frame. */
export const downloadAnswer = "cancel" as const;
